"""What is done to accounts: making, changing, ending, inviting, approving a role."""

from tracekenya.accounts.actions.users import add_user, switch_off

__all__ = ["add_user", "switch_off"]
