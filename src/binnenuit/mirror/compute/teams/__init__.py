"""Where does a team stand, and how sure is that?"""
