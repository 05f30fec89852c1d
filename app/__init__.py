"""What people see: pages, actions and commands; the only package that knows the other three."""
