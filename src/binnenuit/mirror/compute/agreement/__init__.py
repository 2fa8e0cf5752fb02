"""Do the people of one group see the same?"""
