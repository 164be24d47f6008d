"""From the model to HTML: pages, sheets, blocks, charts. Functions that return text or bytes and write nothing."""
