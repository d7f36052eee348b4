"""Laws of what is decided: who may issue, end and ratify, what is found, noted, advised and due."""
