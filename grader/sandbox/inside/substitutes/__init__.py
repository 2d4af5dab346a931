"""What student code gets in place of a library that is missing or forbidden."""
