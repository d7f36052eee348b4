"""Keys of a rules or areas file with a module of their own."""
