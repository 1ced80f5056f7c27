layout-procedures = Procedures
layout-tracking = Track a request
layout-queue = Requests to handle
layout-staff = Staff
layout-requests = My requests
layout-messages = Messages
layout-profile = My profile
