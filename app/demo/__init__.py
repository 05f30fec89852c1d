"""A filled office to try everything in: its people, and cases in every state made by the application's own actions."""
