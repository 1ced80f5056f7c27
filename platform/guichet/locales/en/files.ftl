# Files on the pages of a request.
files-too-heavy = Together your files exceed what can be sent at once ({ $size }{"\u00a0"}MB). This one was not taken: attach the others first.
