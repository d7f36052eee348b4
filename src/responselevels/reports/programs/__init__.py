"""What other programs read: JSON documents and their models, SARIF and JUnit.

What people read lives in the modules beside this room.
"""
