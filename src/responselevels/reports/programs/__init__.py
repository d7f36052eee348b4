"""What other programs read: JSON documents, SARIF and JUnit.

What people read lives in the modules beside this room.
"""
