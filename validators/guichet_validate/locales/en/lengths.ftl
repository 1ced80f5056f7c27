entries-too-many = { $count } entries are too many: { $limit } at most in a list or an object.
    .hint = Keep long lists of choices in a CSV file of the folder “lists”, and name it with x-lookup.
