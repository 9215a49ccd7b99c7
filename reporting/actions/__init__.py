"""Every change that reporting makes and that must leave a trace."""
