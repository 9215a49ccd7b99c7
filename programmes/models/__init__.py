"""The tables of programmes and of the institution."""

from programmes.models.activities import Activity, ActivityAttendance, ActivityHeadcount, Project
from programmes.models.institution import (
    BoardAttendance,
    BoardMeeting,
    BoardMember,
    Channel,
    Expenditure,
    FundingRecord,
    Investment,
    PolicyDocument,
    StaffPost,
)
from programmes.models.partnerships import BusinessVisit, Network, Partnership, TrustFundGrant

__all__ = [
    "Activity", "ActivityAttendance", "ActivityHeadcount", "BoardAttendance", "BoardMeeting", "BoardMember",
    "BusinessVisit", "Channel", "Expenditure", "FundingRecord", "Investment", "Network", "Partnership",
    "PolicyDocument", "Project", "StaffPost", "TrustFundGrant",
]  # fmt: skip
