"""States of a referral and the steps allowed between them."""

from enum import StrEnum


class ReferralStatus(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    NO_RESPONSE = "no_response"
    WITHDRAWN = "withdrawn"


_S = ReferralStatus
NEXT_STEPS: dict[ReferralStatus, tuple[ReferralStatus, ...]] = {
    _S.DRAFT: (_S.SENT, _S.WITHDRAWN),
    _S.SENT: (_S.RECEIVED, _S.ACCEPTED, _S.DECLINED, _S.NO_RESPONSE, _S.WITHDRAWN),
    _S.RECEIVED: (_S.ACCEPTED, _S.DECLINED, _S.NO_RESPONSE, _S.WITHDRAWN),
    _S.ACCEPTED: (_S.IN_PROGRESS, _S.COMPLETED, _S.NO_RESPONSE, _S.WITHDRAWN),
    _S.IN_PROGRESS: (_S.COMPLETED, _S.WITHDRAWN),
    _S.NO_RESPONSE: (_S.RECEIVED, _S.ACCEPTED, _S.DECLINED, _S.WITHDRAWN),
    _S.DECLINED: (),
    _S.COMPLETED: (),
    _S.WITHDRAWN: (),
}
WAITING_STATUSES = (_S.SENT, _S.NO_RESPONSE)
# hours within which a receiver should say that it came; the labels of the urgencies promise them
ANSWER_HOURS = {"emergency": 3, "urgent": 24, "routine": 72}
OPEN_STATUSES = tuple(status for status, steps in NEXT_STEPS.items() if steps)
ANSWERED_YES = (_S.ACCEPTED, _S.IN_PROGRESS, _S.COMPLETED)
