## Reference lists

lookup-list-unknown = The reference list “{ $list }” does not exist.
    .hint = Put the CSV file of that name into the folder lists, or name a list that is there.
lookup-column-unknown = The list “{ $list }” has no column “{ $column }”.
    .hint = Take a column of the file’s header.
lookup-filter-not-text = The filter reads “{ $field }”, which is not a text.
    .hint = Filter on an answer of type string: lists hold nothing but text.
list-malformed = { $reason ->
    [size] This reference list is too large.
    [encoding] This reference list is not in UTF-8.
    [quotes] Quotation marks are misplaced in this line.
    [header] The first line of the list must name each column, once.
    [row] This line has not as many cells as the header.
    [cell] A cell of this line is too long, or begins or ends with a space.
   *[other] This reference list cannot be read.
}
    .hint = Save the list as CSV: UTF-8, commas, one header line, 20,000 lines at most.
