"""From HTML to finished packs: lay out sheets, bind them, count them, look them over. PDF is known in this package alone."""
