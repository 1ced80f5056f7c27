problem-lookup = Choose from the list for “{ $title }”: this answer is not in it
