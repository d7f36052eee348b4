"""The addresses for programs: one module for each family. What they answer with is put together beside this room."""
