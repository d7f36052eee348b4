"""The board: areas beneath each other, time to the right, and which level holds where by which order.

`data` packs what `levels` and `orders` found for `static/*.js`, which draws it.
"""
