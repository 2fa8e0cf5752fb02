"""How sure is a figure that rests on whole teams?"""
