# What only the portal that publishes a definition can tell.
version-published = Version { $version } is already published with another content.
    .hint = A published version never changes: requests rest on it. Raise the version number.
version-older = Version { $version } is older than the published version { $current }.
    .hint = Give a version number greater than { $current }.
service-unknown = The city has no service “{ $service }”.
    .hint = Choose one of the services of city.json, or add this one there.
category-unknown = The home page has no category “{ $category }”.
    .hint = Choose one of the categories of city.json, or add this one there.
