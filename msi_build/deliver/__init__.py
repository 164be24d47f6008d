"""Hands the finished edition to its users: replaces what they see, whole or not at all."""
