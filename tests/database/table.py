"""For each constraint: a row that keeps all of them, a change that breaks this one, the form that says so.

The test beside this file fails for a constraint of the database that is not named here.
"""

from tests.factories.world import World

# --- Rows: what a made-up row of a table needs so that it keeps every rule ---------------------------
KEPT: dict[str, dict] = {
    "accounts_user": {"role": "case_worker", "is_temporary": False},
    "audit_auditlink": {"position": 1},
    "cases_accessreason": {"kind": "care"},
    "cases_case": {"case_types": ["gbv"], "status": "active"},
    "cases_casegrant": {"user_id": "11111111-1111-1111-1111-111111111111"},
    "cases_emergencyopening": {"kind": "life", "until_at": "2025-06-01 13:00+03"},
    "intercepts_enrolmentcode": {"ends_at": "2025-06-01 12:30+03"},
    "intercepts_fieldphone": {"missing": 0},
    "intercepts_fieldsubmission": {"state": "quarantined", "sealed": "\\x01"},
    "intercepts_journeytally": {"women": 1},
    "jobs_job": {"state": "queued"},
    "lists_changedterm": {"english": "x", "swahili": "x"},
    "programmes_activity": {"country": "KE"},
    "programmes_policydocument": {"status": "draft"},
    "referrals_referral": {"status": "draft"},
    "reporting_indicator": {
        "accumulation": "annual", "direction": "increase", "includes_baseline": False,
    },
    "reporting_indicatorreading": {"reason": "x"},
    "reporting_manualvalue": {"year": 2023},
    "reporting_milestone": {"year": 2023},
    "reporting_strategicplan": {"baseline_year": 2021, "first_year": 2022, "last_year": 2026},
    "reporting_yearnote": {"year": 2023},
    "shelter_absence": {"due_back_at": "2025-06-01 15:00+03"},
    "shelter_admission": {"status": "requested"},
    "shelter_bedassignment": {"use": "hold"},
    "shelter_belongingitem": {"status": "held"},
    "shelter_keepapart": {"other_id": "22222222-0000-4000-8000-000000000000"},
    "shelter_missingreport": {"is_child": False},
    "shelter_receiver": {"is_not_the_suspect": False},
    "shelter_rollcallanswer": {"state": "present"},
    "shelter_sheltertransfer": {
        "from_shelter_id": "22222222-0000-4000-8000-000000000000",
        "to_shelter_id": "33333333-0000-4000-8000-000000000000",
    },
    "shelter_signature": {"mode": "paper"},
    "shelter_staytask": {"status": "not_started"},
    "vault_datakey": {"kek": "k", "wrapped": "\\x01"},
}  # fmt: skip

SOMEBODY, ANOTHER = (f"{digit * 8}-0000-4000-8000-000000000000" for digit in "23")
BEFORE, DAY, AFTER = "2025-05-01", "2025-06-01", "2025-07-01"

# --- Checks: what breaks each. Those of numbers that may not be negative are found by themselves. ----
BREAKS: dict[str, dict] = {
    "installation_is_single": {"single": False},
    "open_session_seen_after_start": {"seen_at": BEFORE},
    "temporary_account_has_last_day": {"is_temporary": True},
    "user_asks_no_reset_for_themselves": {
        "id": SOMEBODY, "reset_asked_by_id": SOMEBODY, "reset_asked_at": DAY,
    },
    "user_asks_no_role_for_themselves": {"id": SOMEBODY, "role_asked_by_id": SOMEBODY},
    "user_pending_role_known": {"pending_role": "king"},
    "user_reset_has_its_time": {"reset_asked_by_id": SOMEBODY},
    "user_role_known": {"role": "king"},
    "audit_link_position_positive": {"position": 0},
    "access_reason_kind_known": {"kind": "curiosity"},
    "case_closed_at_iff_by": {"status": "closed", "closed_at": AFTER},
    "case_closed_after_opening": {
        "status": "closed", "closed_at": BEFORE, "closed_by_id": SOMEBODY,
    },
    "case_has_a_type": {"case_types": []},
    "case_status_known": {"status": "flown"},
    "open_case_has_no_closing_day": {"closed_at": AFTER, "closed_by_id": SOMEBODY},
    "grant_ends_after_start": {"until_at": BEFORE},
    "grant_to_one_user_or_office": {"office_id": SOMEBODY},
    "conflict_ended_at_iff_by": {"ended_at": AFTER},
    "conflict_ends_after_start": {"ended_at": BEFORE, "ended_by_id": SOMEBODY},
    "consent_expires_after_given": {"expires_on": BEFORE},
    "consent_withdrawn_after_given": {"withdrawn_on": BEFORE},
    "concluded_after_plea": {"plea_on": DAY, "concluded_on": BEFORE},
    "concluded_after_charge_sheet": {"charge_sheet_on": DAY, "concluded_on": BEFORE},
    "plea_after_charge_sheet": {"charge_sheet_on": DAY, "plea_on": BEFORE},
    "emergency_ends_after_start": {"until_at": BEFORE},
    "emergency_kind_known": {"kind": "curiosity"},
    "emergency_not_reviewed_by_opener": {
        "opened_by_id": SOMEBODY, "reviewed_by_id": SOMEBODY, "reviewed_at": AFTER,
        "verdict": "right",
    },
    "emergency_reviewed_iff_by": {"reviewed_at": AFTER},
    "visit_done_iff_outcome": {"done_on": DAY},
    "next_hearing_later": {"next_on": BEFORE},
    "person_not_merged_into_self": {"id": SOMEBODY, "merged_into_id": SOMEBODY},
    "person_stated_age_human": {"stated_age": 121, "stated_age_on": DAY},
    "person_stated_age_iff_day": {"stated_age": 20},
    "person_born_before_recorded": {"birth_date": AFTER},
    "delivered_service_has_day": {"status": "delivered"},
    "identified_victim_needs_a_body": {"status": "identified_victim"},
    "certainty_1_to_5": {"certainty": 6},
    "class_way_only_with_class": {"class_way": "agreed"},
    "alert_taken_by_iff_at": {"taken_at": DAY},
    "call_made_iff_by": {"attempts": 1},
    "call_ends_with_a_call": {"state": "done"},
    "call_after_it_was_owed": {"last_at": BEFORE, "last_by_id": SOMEBODY, "attempts": 1},
    "classified_iff_day": {"classified_on": DAY},
    "intercepted_consent_names_language": {"consent": "yes"},
    "phone_token_iff_enrolled": {"token_hash": "x"},
    "phone_token_ends_after_start": {"token_hash": "x", "enrolled_at": AFTER, "expires_at": DAY},
    "phone_revoked_iff_by": {"revoked_at": DAY},
    "phone_missing_iff_since": {"missing": 1},
    "enrolment_code_ends_after_start": {"ends_at": BEFORE},
    "enrolment_code_used_in_time": {"used_at": AFTER},
    "field_key_retired_after_made": {"retired_at": BEFORE},
    "submission_made_iff_taken": {"made": SOMEBODY},
    "submission_discarded_iff_why": {"discard_reason": "trial"},
    "submission_waits_with_content": {"sealed": "\\x"},
    "submission_conflict_is_second": {"state": "conflict"},
    "submission_settled_iff_by": {"settled_by_id": SOMEBODY},
    "tally_counts_somebody": {"women": 0, "men": 0, "girls": 0, "boys": 0, "not_known": 0},
    "done_job_has_a_file": {"state": "done"},
    "term_in_both_languages": {"swahili": ""},
    "notice_link_is_ours": {"link": "//evil.example"},
    "notice_read_after_told": {"read_at": BEFORE},
    "activity_county_is_in_kenya": {"country": "UG", "county_id": "001"},
    "headcount_positive": {"people": 0},
    "seat_ends_after_start": {"ends_on": BEFORE},
    "channel_ends_after_start": {"ends_on": BEFORE},
    "channel_used_after_start": {"last_activity_on": BEFORE},
    "expenditure_positive": {"amount_kes": 0},
    "funding_positive": {"amount_kes": 0},
    "investment_given_up_after_acquired": {"disposed_on": BEFORE},
    "network_ends_after_start": {"ends_on": BEFORE},
    "partnership_ends_after_signing": {"agreement_signed_on": "2025-08-01", "ends_on": AFTER},
    "partnership_ends_after_start": {"ends_on": BEFORE},
    "policy_in_use_is_approved": {"status": "in_use"},
    "policy_retired_after_approval": {
        "status": "retired", "approved_on": DAY, "retired_on": BEFORE,
    },
    "policy_review_after_approval": {"approved_on": DAY, "next_review_on": BEFORE},
    "policy_with_a_last_day_is_retired": {"retired_on": DAY},
    "project_ends_after_start": {"ends_on": BEFORE},
    "post_ends_after_start": {"ends_on": BEFORE},
    "post_share_0_to_1": {"full_time_share": "1.5"},
    "grant_paid_after_training": {"trained_on": DAY, "disbursed_on": BEFORE, "amount_kes": 1},
    "paid_grant_has_amount": {"disbursed_on": DAY, "amount_kes": None},
    "declined_with_reason": {"status": "declined"},
    "sent_with_consent_or_basis": {"status": "sent", "sent_at": DAY},
    "referral_status_known": {"status": "flown"},
    "referral_completed_after_accepted": {"accepted_on": DAY, "completed_on": BEFORE},
    "evidence_file_not_empty": {"size": 0},
    "evidence_file_removed_with_reason": {"removed_at": DAY},
    "indicator_baseline_added_only_when_cumulative": {"includes_baseline": True},
    "indicator_not_negative": {"baseline": -2, "target": 1},
    "indicator_target_in_direction": {"baseline": 2, "target": 1},
    "indicator_reading_gives_a_reason": {"reason": ""},
    "manual_value_approved_by_another": {
        "recorded_by_id": SOMEBODY, "approved_by_id": SOMEBODY, "approved_at": DAY,
    },
    "manual_value_approved_by_iff_at": {"approved_at": DAY},
    "manual_value_not_negative": {"value": -1},
    "manual_value_sent_back_with_reason": {"sent_back_at": DAY},
    "manual_value_year_possible": {"year": 1999},
    "milestone_changed_with_reason": {"changed_on": DAY},
    "milestone_not_negative": {"value": -1},
    "strategic_plan_years_in_order": {"last_year": 2020},
    "year_note_year_possible": {"year": 2101},
    "exited_stay_has_end": {"status": "exited", "admitted_at": DAY},
    "stay_admitted_iff_time": {"status": "admitted"},
    "stay_ends_after_start": {"status": "exited", "admitted_at": DAY, "ended_at": BEFORE},
    "stay_status_known": {"status": "flown", "admitted_at": DAY},
    "bed_period_has_start": {"period": "[,2025-06-01)"},
    "bed_use_known": {"use": "garage", "admission_id": SOMEBODY},
    "stay_in_bed_has_admission": {"use": "stay"},
    "shelter_closes_after_opening": {"closed_on": BEFORE},
    "absence_due_after_start": {"due_back_at": BEFORE},
    "absence_ends_after_start": {"back_at": BEFORE},
    "allegation_closed_iff_by": {"closed_at": AFTER},
    "allegation_not_closed_by_accused": {
        "accused_id": SOMEBODY, "closed_by_id": SOMEBODY, "closed_at": AFTER,
    },
    "apart_from_one": {"other_id": None},
    "apart_from_somebody_else": {"case_id": SOMEBODY, "other_id": SOMEBODY},
    "assault_before_check": {"assault_at": AFTER},
    "pep_after_assault": {"assault_at": DAY, "pep_started_at": BEFORE},
    "bed_retired_after_use": {"retired_on": BEFORE},
    "decision_director_iff_at": {"director_at": AFTER},
    "decision_not_by_who_asked": {
        "recorded_by_id": SOMEBODY, "director_by_id": SOMEBODY, "director_at": AFTER,
        "director_verdict": "granted",
    },
    "decision_officer_iff_on": {"officer_on": DAY},
    "exit_second_is_other": {"recorded_by_id": SOMEBODY, "second_by_id": SOMEBODY},
    **{f"exit_{name}_1_to_5": {name: 6} for name in ("politeness", "lodging", "understood_risk")},
    "extension_by_another": {
        "recorded_by_id": SOMEBODY, "decided_by_id": SOMEBODY, "decided_at": AFTER,
        "verdict": "granted",
    },
    "extension_verdict_iff_by": {"decided_at": AFTER},
    "handed_over_iff_by": {"handed_over_at": AFTER},
    "incident_closed_after_start": {"closed_at": BEFORE, "closed_by_id": SOMEBODY},
    "incident_closed_iff_by": {"closed_at": AFTER},
    "incident_is_no_allegation": {"kind": "abuse_allegation"},
    "item_out_iff_by": {"status": "returned"},
    "item_quantity": {"quantity": 0},
    "medicine_ends_after_start": {"until_on": BEFORE},
    "medicine_has_times": {"as_needed": False},
    "medicine_stops_after_start": {"stopped_on": BEFORE},
    "missing_adult_police_needs_life": {"police_at": AFTER},
    "missing_back_has_time": {"outcome": "came_back"},
    "missing_child_closed_with_ob": {"is_child": True, "outcome": "not_returned"},
    "missing_found_after_seen": {"found_at": BEFORE, "outcome": "came_back"},
    "missing_found_has_outcome": {"found_at": AFTER},
    "missing_seen_before_noticed": {"last_seen_at": AFTER},
    "move_in_good_of_rows": {"rows": 1, "good": 2},
    "outage_has_start": {"period": "[,2025-06-01)"},
    "receiver_cleared_by_second": {"is_not_the_suspect": True},
    "receiver_second_is_other": {
        "recorded_by_id": SOMEBODY, "second_by_id": SOMEBODY, "second_at": AFTER,
    },
    **{
        f"receiver_{check}_by_iff_at": {f"{check}_at": AFTER}
        for check in ("relation", "identity", "authority", "home", "second")
    },
    "roll_state_known": {"state": "flown"},
    "sealed_note_opened_after_sent": {"opened_at": BEFORE},
    "signature_touch_iff_strokes": {"mode": "touch"},
    "stay_authority_ends_after_start": {
        "status": "admitted", "admitted_at": DAY, "authority_expires_on": BEFORE,
    },
    "item_is_part_of_another": {"id": SOMEBODY, "part_of_id": SOMEBODY},
    "stay_follows_another_one": {"id": SOMEBODY, "readmission_of_id": SOMEBODY},
    "stay_planned_to_end_after_start": {
        "status": "admitted", "admitted_at": DAY, "planned_exit_on": BEFORE,
    },
    "task_cannot_iff_reason": {"status": "cannot"},
    "task_done_iff_by": {"status": "done"},
    "task_status_known": {"status": "flown"},
    "transfer_by_another": {
        "recorded_by_id": SOMEBODY, "answered_by_id": SOMEBODY, "answered_at": AFTER,
        "verdict": "granted",
    },
    "transfer_to_another_house": {"from_shelter_id": SOMEBODY, "to_shelter_id": SOMEBODY},
    "transfer_verdict_iff_by": {"answered_at": AFTER},
    "visit_ends_after_start": {"left_at": BEFORE},
    "visit_refused_iff_reason": {"outcome": "refused"},
    "data_key_wrapped_or_erased": {"kek": ""},
}  # fmt: skip

# --- Rules between two rows that hold only for some rows: what both need -----------------------------
BOTH: dict[str, dict] = {
    "one_open_stay_per_case": {"status": "admitted", "admitted_at": DAY},
    "apart_from_case_once": {"other_id": "22222222-0000-4000-8000-000000000000"},
    "apart_from_suspect_once": {
        "suspect_id": "22222222-0000-4000-8000-000000000000",
        "other_id": None,
    },
    "dose_given_once": {"due_at": DAY},
    "move_in_applied_once": {"applied_at": DAY},
    "notice_told_once": {"once": "x"},
    "one_board_chair": {"is_board_chair": True},
    "shelter_turnaway_admission_id_key": {"admission_id": SOMEBODY},
    "one_open_job_per_order": {"state": "queued"},
    "one_current_screening_form": {"is_current": True},
    "organisation_named_once": {"name": "a"},
    "user_email_once": {"email": "a"},
}
SECOND = {
    "organisation_named_once": {"name": "A"},
    "user_email_once": {"email": "A"},
    "apart_from_case_once": {"suspect_id": None},
    "apart_from_suspect_once": {"other_id": None},
}


# --- Forms: (route, what is typed, field that says no), or why no form can bring it about -------------
Form = tuple[str, dict, str]
NO_PAGE_YET = "no page writes it yet"
NO_FORM_SETS_IT = "no form has this field; the actions set it"
BY_THE_SYSTEM = "the system gives these codes, keys and numbers itself"
IN_SUMMARY = ""  # a table of cells: the summary on top names the cell
WITH_THE_ACT = "set as of now, together with what it belongs to, by one action"
FORMS: dict[str, Form | str] = {
    "case_has_a_type": ("cases:case_edit", {"case_types": ""}, "case_types"),
    "case_status_known": ("cases:case_status", {"to_status": "flown"}, "to_status"),
    "case_closed_after_opening": ("cases:case_edit", {"opened_on": "2999-01-01"}, "opened_on"),
    "case_closed_at_iff_by": WITH_THE_ACT,
    "open_case_has_no_closing_day": WITH_THE_ACT,
    "grant_ends_after_start": WITH_THE_ACT,
    "grant_to_one_user_or_office": NO_FORM_SETS_IT,
    "one_live_grant": "an equal grant that is live is returned instead (grants.give)",
    "cases_charge_count_number_check": ("cases:charge_edit", {"count_number": "-1"}, "count_number"),
    "cases_chargeoutcome_fine_kes_check": ("cases:outcome_edit", {"fine_kes": "-1"}, "fine_kes"),
    "cases_chargeoutcome_months_check": ("cases:outcome_edit", {"months": "-1"}, "months"),
    "cases_chargeoutcome_years_check": ("cases:outcome_edit", {"years": "-1"}, "years"),
    "cases_chargeoutcome_restitution_kes_check": (
        "cases:outcome_edit", {"restitution_kes": "-1"}, "restitution_kes",
    ),
    "consent_expires_after_given": (
        "cases:consent_edit", {"giver": "parent_guardian", "given_on": DAY, "expires_on": BEFORE}, "expires_on",
    ),
    "consent_withdrawn_after_given": (
        "cases:consent_withdraw", {"withdrawn_on": BEFORE}, "withdrawn_on",
    ),
    "concluded_after_charge_sheet": (
        "cases:court_case_edit", {"charge_sheet_on": "2999-01-01"}, "charge_sheet_on",
    ),
    "concluded_after_plea": ("cases:plea_record", {"plea_on": "2999-01-01"}, "plea_on"),
    "plea_after_charge_sheet": ("cases:plea_record", {"plea_on": "2999-01-01"}, "plea_on"),
    "visit_done_iff_outcome": ("cases:visit_edit", {"outcome": ""}, "outcome"),
    "next_hearing_later": ("cases:hearing_edit", {"held_on": DAY, "next_on": BEFORE}, "next_on"),
    "person_not_merged_into_self": NO_FORM_SETS_IT,
    "person_stated_age_human": (
        "cases:person_edit", {"birth_date": "", "stated_age": "121"}, "stated_age",
    ),
    "cases_person_stated_age_check": (
        "cases:person_edit", {"birth_date": "", "stated_age": "-1"}, "stated_age",
    ),
    "person_stated_age_iff_day": WITH_THE_ACT,
    "person_born_before_recorded": (
        "cases:person_edit", {"birth_date": "2999-01-01"}, "birth_date",
    ),
    "cases_serviceprovision_minutes_check": ("cases:service_edit", {"minutes": "-1"}, "minutes"),
    "delivered_service_has_day": (
        "cases:service_edit", {"status": "delivered", "delivered_on": ""}, "delivered_on",
    ),
    "cases_suspect_birth_year_check": ("cases:suspect_edit", {"birth_year": "-1"}, "birth_year"),
    "cases_reintegration_package_kes_check": (
        "cases:reintegration_edit", {"package_kes": "-1"}, "package_kes",
    ),
    "identified_victim_needs_a_body": (
        "cases:case_trafficking_status",
        {"status": "identified_victim", "decided_by_body": ""}, "decided_by_body",
    ),
    "cases_routeleg_position_check": BY_THE_SYSTEM,
    "cases_numberseries_last_check": BY_THE_SYSTEM,
    "suspect_once_per_case": "who is joined already is not joined again (suspects.join)",
    "one_count_per_number": ("cases:charge_add", {"count_number": "1"}, "count_number"),
    "outcome_once_a_day": (
        "cases:outcome_add",
        {"outcome": "acquitted", "decided_on": DAY, "sentence_types": "", "years": "", "months": "",
         "fine_kes": "", "restitution_kes": ""},
        IN_SUMMARY,
    ),
    "victim_once_per_court_case": "the list of the form leaves out the court cases of this case",
    "one_hearing_of_a_kind_a_day": (
        "cases:hearing_add", {"held_on": DAY, "kind": "plea", "next_on": "", "next_kind": ""},
        "held_on",
    ),
    "one_reintegration_a_day": ("cases:reintegration_add", {"happened_on": DAY}, "happened_on"),
    "one_leg_per_position": BY_THE_SYSTEM,
    "cases_traffickingprofile_case_id_key": "a second description leads to the first one's edit",
    "suggested_station_is_not_used": "whoever puts a station into use confirms it",
    "intercepts_route_name_key": ("intercepts:route_add", {"name": "Route 0"}, "name"),
    "one_stop_per_position": WITH_THE_ACT,
    "intercepts_routestop_position_check": WITH_THE_ACT,
    "intercepts_repeatalert_matches_check": BY_THE_SYSTEM,
    "intercepts_checkin_every_minutes_check": (
        "intercepts:check_in_start", {"every_minutes": "-1"}, "every_minutes",
    ),
    "stop_once_per_route": "the form names the station that is chosen twice (tests/intercepts)",
    "intercepts_vehicle_plate_token_key": ("intercepts:vehicle_add", {"plate": "kzz 000 a"}, "plate"),
    "tip_of_crew_has_operator": WITH_THE_ACT,
    "tip_led_somewhere_or_nowhere": "joining and closing refuse one another (tests/intercepts)",
    "repeat_once_per_intercept": BY_THE_SYSTEM,
    "repeat_once_per_suspect": BY_THE_SYSTEM,
    "repeat_of_one_record": BY_THE_SYSTEM,
    "repeat_taken_iff_by": WITH_THE_ACT,
    "repeat_kind_known": BY_THE_SYSTEM,
    "shift_once_per_station": "the form says that it is planned already (tests/intercepts)",
    "shift_ends_after_start": (
        "intercepts:monitor_shift_add", {"starts_at": "10:00", "ends_at": "09:00"}, "ends_at",
    ),
    "one_open_check_in": "a second start shows the first one (tests/intercepts)",
    "check_in_due_after_start": WITH_THE_ACT,
    "check_in_ends_after_start": WITH_THE_ACT,
    "check_in_every_15_to_480": ("intercepts:check_in_start", {"every_minutes": "5"}, "every_minutes"),
    "certainty_1_to_5": ("intercepts:person_edit", {"certainty": "9"}, "certainty"),
    "intercepts_interceptedperson_certainty_check": (
        "intercepts:person_edit", {"certainty": "-1"}, "certainty",
    ),
    "classified_iff_day": WITH_THE_ACT,
    "intercepted_consent_names_language": (
        "intercepts:intercept_record", {"person-consent": "yes", "person-consent_language": ""},
        "person-consent_language",
    ),
    "intercepts_fieldphone_label_key": ("intercepts:phone_add", {"label": "Phone 0"}, "label"),
    **dict.fromkeys(
        (
            "intercepts_fieldphone_token_hash_key", "intercepts_fieldphone_waiting_check",
            "intercepts_fieldphone_receipts_check", "intercepts_fieldphone_missing_check",
            "intercepts_fieldphone_free_bytes_check", "phone_token_iff_enrolled",
            "phone_token_ends_after_start", "phone_missing_iff_since",
        ),
        "said by the phone, checked as it comes",
    ),
    "phone_revoked_iff_by": WITH_THE_ACT,
    "tally_counts_somebody": ("intercepts:tally_add", {}, "women"),
    **{
        f"intercepts_journeytally_{who}_check": ("intercepts:tally_add", {who: "-1"}, who)
        for who in ("women", "men", "girls", "boys", "not_known")
    },
    "person_once_per_intercept": BY_THE_SYSTEM,
    "sign_once_per_person": "a sign is ticked or not: no form can send it twice",
    "intercepts_transportoperator_organisation_id_key": (
        "the list of the form leaves out organisations that are operators already"
    ),
    "directory_hotline_number_key": ("referrals:hotline_add", {"number": "110"}, "number"),
    "directory_organisation_name_key": (
        "referrals:organisation_add", {"name": "Organisation 0"}, "name",
    ),
    "organisation_named_once": (
        "referrals:organisation_add", {"name": "ORGANISATION 0"}, "name",
    ),
    "activity_county_is_in_kenya": (
        "programmes:activity_edit", {"country": "UG", "county": "001"}, "county",
    ),
    "headcount_positive": (
        "programmes:activity_headcount", {"female-0_4": "-1"}, IN_SUMMARY,
    ),
    "programmes_activityheadcount_people_check": (
        "programmes:activity_headcount", {"male-0_4": "-1"}, IN_SUMMARY,
    ),
    "one_cell_per_sex_and_band": "each cell of the table is one field",
    "person_once_per_activity": "who is on the list already is not added again",
    "member_once_per_meeting": "who came is ticked or not",
    "seat_ends_after_start": (
        "programmes:board_member_edit", {"starts_on": DAY, "ends_on": BEFORE}, "ends_on",
    ),
    "programmes_boardmember_code_key": ("programmes:board_member_add", {"code": "{seat}"}, "code"),
    "programmes_businessvisit_monthly_income_kes_check": (
        "programmes:business_visit_edit", {"monthly_income_kes": "-1"}, "monthly_income_kes",
    ),
    "one_visit_a_day": ("programmes:business_visit_add", {"visited_on": "2025-09-01"}, "visited_on"),
    "channel_ends_after_start": (
        "programmes:channel_edit", {"starts_on": DAY, "ends_on": BEFORE, "last_activity_on": ""},
        "ends_on",
    ),
    "channel_used_after_start": (
        "programmes:channel_edit", {"starts_on": DAY, "ends_on": "", "last_activity_on": BEFORE},
        "last_activity_on",
    ),
    "one_open_channel": (
        "programmes:channel_add",
        {"name": "CHANNEL 0", "ends_on": "", "last_activity_on": ""}, "name",
    ),
    **{
        f"{kind}_positive": (f"programmes:{kind}_edit", {"amount_kes": "0"}, "amount_kes")
        for kind in ("expenditure", "funding")
    },
    "programmes_expenditure_amount_kes_check": (
        "programmes:expenditure_edit", {"amount_kes": "-1"}, "amount_kes",
    ),
    "programmes_fundingrecord_amount_kes_check": (
        "programmes:funding_edit", {"amount_kes": "-1"}, "amount_kes",
    ),
    "investment_given_up_after_acquired": (
        "programmes:investment_edit", {"acquired_on": DAY, "disposed_on": BEFORE}, "disposed_on",
    ),
    **{
        f"programmes_investment_{field}_check": ("programmes:investment_edit", {field: "-1"}, field)
        for field in ("value_kes", "yearly_income_kes")
    },
    "network_ends_after_start": (
        "programmes:network_edit", {"starts_on": DAY, "ends_on": BEFORE}, "ends_on",
    ),
    "programmes_network_name_key": ("programmes:network_add", {"name": "Network 0"}, "name"),
    "partnership_ends_after_signing": (
        "programmes:partnership_edit",
        {"starts_on": BEFORE, "agreement_signed_on": "2025-08-01", "ends_on": AFTER}, "ends_on",
    ),
    "partnership_ends_after_start": (
        "programmes:partnership_edit",
        {"starts_on": DAY, "agreement_signed_on": "", "ends_on": BEFORE}, "ends_on",
    ),
    "policy_in_use_is_approved": (
        "programmes:policy_edit",
        {"status": "in_use", "approved_on": "", "next_review_on": "", "retired_on": ""},
        "approved_on",
    ),
    "policy_retired_after_approval": (
        "programmes:policy_edit",
        {"status": "retired", "approved_on": DAY, "next_review_on": "", "retired_on": BEFORE},
        "retired_on",
    ),
    "policy_review_after_approval": (
        "programmes:policy_edit",
        {"approved_on": DAY, "next_review_on": BEFORE, "retired_on": ""}, "next_review_on",
    ),
    "policy_with_a_last_day_is_retired": (
        "programmes:policy_edit", {"status": "draft", "retired_on": AFTER}, "retired_on",
    ),
    "programmes_policydocument_title_key": ("programmes:policy_add", {"title": "Policy 0", "approved_on": DAY, "next_review_on": "", "retired_on": ""}, "title"),
    "project_ends_after_start": (
        "programmes:project_edit", {"starts_on": DAY, "ends_on": BEFORE}, "ends_on",
    ),
    "programmes_project_code_key": ("programmes:project_add", {"code": "project-0"}, "code"),
    "post_ends_after_start": (
        "programmes:staff_post_edit", {"starts_on": DAY, "ends_on": BEFORE}, "ends_on",
    ),
    "post_share_0_to_1": (
        "programmes:staff_post_edit", {"full_time_share": "1.5"}, "full_time_share",
    ),
    "grant_paid_after_training": (
        "programmes:trust_fund_grant_add", {"case": "{case}", "trained_on": DAY, "disbursed_on": BEFORE},
        "disbursed_on",
    ),
    "paid_grant_has_amount": (
        "programmes:trust_fund_grant_add", {"case": "{case}", "trained_on": DAY, "disbursed_on": DAY, "amount_kes": ""}, "amount_kes",
    ),
    "programmes_trustfundgrant_amount_kes_check": (
        "programmes:trust_fund_grant_add", {"amount_kes": "-1"}, "amount_kes",
    ),
    "declined_with_reason": "the answer of a referral that was sent asks for it (tests/referrals)",
    "sent_with_consent_or_basis": "sending is one button; its page says what is missing",
    "referral_status_known": ("referrals:referral_answer", {"to_status": "flown"}, "to_status"),
    "referral_completed_after_accepted": (
        "the answer refuses a day before the step before (tests/referrals)"
    ),
    "evidence_file_not_empty": "an empty file is refused at the upload (tests/reporting)",
    "evidence_file_removed_with_reason": ("reporting:evidence_remove", {"reason": ""}, "reason"),
    "evidence_file_numbered": BY_THE_SYSTEM,
    "indicator_reading_gives_a_reason": ("reporting:indicator_reading", {"reason": ""}, "reason"),
    "indicator_reading_one_per_version": "the version of the form is compared first",
    "milestone_not_negative": (
        "reporting:indicator_milestones", {"year_2026": "-1"}, "year_2026",
    ),
    "milestone_changed_with_reason": (
        "reporting:indicator_milestones", {"year_2026": "1300", "reason": ""}, "reason",
    ),
    "milestone_one_per_year": "each year is one field",
    "manual_value_not_negative": ("reporting:manual_value_edit", {"value": "-1"}, "value"),
    "manual_value_year_possible": ("reporting:manual_value_add", {"year": "1999"}, "year"),
    "reporting_manualvalue_year_check": ("reporting:manual_value_add", {"year": "-1"}, "year"),
    "manual_value_one_per_year": ("reporting:manual_value_add", {"year": "2023", "value": "1"}, "year"),
    "manual_value_sent_back_with_reason": (
        "reporting:manual_value_send_back", {"reason": ""}, "reason",
    ),
    "manual_value_approved_by_another": "who recorded it gets no button and 403 (tests/reporting)",
    "manual_value_approved_by_iff_at": WITH_THE_ACT,
    "year_note_year_possible": "the year stands in the address, which refuses others",
    "year_note_one_per_year": "a second note is the edit of the first",
    "shelter_admission_expected_days_check": (
        "shelter:admit", {"expected_days": "-1"}, "expected_days",
    ),
    "exited_stay_has_end": ("shelter:stay_exit", {"left_at": ""}, "left_at"),
    "stay_admitted_iff_time": ("shelter:admit", {"admitted_at": ""}, "admitted_at"),
    "stay_ends_after_start": ("shelter:stay_exit", {"left_at": "2020-01-01T10:00"}, "left_at"),
    "stay_status_known": NO_FORM_SETS_IT,
    "one_open_stay_per_case": "AlreadyInHouse says it (tests/shelter)",
    "one_guest_per_bed": "BedTaken says it, also to the slower of two (tests/shelter)",
    "bed_period_has_start": WITH_THE_ACT,
    "bed_use_known": NO_FORM_SETS_IT,
    "stay_in_bed_has_admission": NO_FORM_SETS_IT,
    "bed_label_once_per_room": ("shelter:bed_add", {"label": "B0"}, "label"),
    "room_name_once_per_shelter": ("shelter:room_add", {"name": "Room 0"}, "name"),
    "shelter_closes_after_opening": (
        "shelter:shelter_edit", {"opened_on": DAY, "closed_on": BEFORE}, "closed_on",
    ),
    "bed_retired_after_use": NO_PAGE_YET,
    "receiver_second_is_other": "who wrote it down is refused (tests/shelter)",
    "receiver_cleared_by_second": WITH_THE_ACT,
    **{
        f"receiver_{check}_by_iff_at": WITH_THE_ACT
        for check in ("relation", "identity", "authority", "home", "second")
    },
    "decision_not_by_who_asked": "who asked is refused (tests/shelter)",
    "decision_director_iff_at": WITH_THE_ACT,
    "decision_officer_iff_on": WITH_THE_ACT,
    "exit_second_is_other": "the second is never who ends the stay (tests/shelter)",
    **{
        f"exit_{name}_1_to_5": ("shelter:stay_exit", {name: "6"}, name)
        for name in ("politeness", "lodging", "understood_risk")
    },
    **{
        f"shelter_shelterexit_{name}_check": ("shelter:stay_exit", {name: "-1"}, name)
        for name in ("politeness", "lodging", "understood_risk", "package_kes")
    },
    "stay_authority_ends_after_start": (
        "shelter:stay_edit", {"authority_expires_on": "2020-01-01"}, "authority_expires_on",
    ),
    "item_is_part_of_another": NO_FORM_SETS_IT,
    "stay_follows_another_one": NO_FORM_SETS_IT,
    "stay_planned_to_end_after_start": "counted from the arrival and a positive number of days",
    "task_cannot_iff_reason": ("shelter:task_edit", {"status": "cannot", "cannot_reason": ""}, "cannot_reason"),
    "task_status_known": ("shelter:task_edit", {"status": "flown"}, "status"),
    "task_done_iff_by": WITH_THE_ACT,
    "shelter_turnaway_admission_id_key": "a request that has its answer gets no second one",
    "one_outage_per_bed": "a bed out of use is not taken out again (tests/shelter/test_outages.py)",
    "outage_has_start": WITH_THE_ACT,
    "apart_from_one": ("shelter:keep_apart_add", {"suspect": "", "other_code": ""}, "other_code"),
    "apart_from_somebody_else": "both about one person: refused (tests/shelter/test_keep_apart.py)",
    "apart_from_suspect_once": "said once for two people (tests/shelter/test_keep_apart.py)",
    "apart_from_case_once": "said once for two people (tests/shelter/test_keep_apart.py)",
    "one_open_transfer": "a second move is refused while one waits (tests/shelter)",
    "transfer_to_another_house": "the form offers the other houses only (tests/shelter)",
    "transfer_by_another": "whoever asked does not answer (tests/shelter)",
    "transfer_verdict_iff_by": WITH_THE_ACT,
    "one_open_extension": "the question that is open is returned instead (tests/shelter)",
    "extension_by_another": "whoever asked does not answer (tests/shelter)",
    "extension_verdict_iff_by": WITH_THE_ACT,
    "move_in_good_of_rows": BY_THE_SYSTEM,
    "move_in_applied_once": "a sheet that was taken over is refused (tests/shelter)",
    "shelter_movein_rows_check": BY_THE_SYSTEM,
    "shelter_movein_good_check": BY_THE_SYSTEM,
    "day_visit_once_a_day": "the form says that it is written down already (tests/shelter)",
    "shelter_dayvisit_minutes_check": ("shelter:day_visit_add", {"minutes": "-1"}, "minutes"),
    "task_once_per_stay": "the act writes each task once (tasks.begin)",
    "item_quantity": ("shelter:belonging_add", {"quantity": "0"}, "quantity"),
    "item_out_iff_by": WITH_THE_ACT,
    **{
        f"shelter_belongingitem_{name}_check": ("shelter:belonging_add", {name: "-1"}, name)
        for name in ("quantity", "value_kes")
    },
    "signature_touch_iff_strokes": ("shelter:belongings_sign", {"mode": "touch", "strokes": ""}, "strokes"),
    "one_board_chair": "who chairs the board already is named (tests/administration)",
    "absence_due_after_start": (
        "shelter:absence_add", {"out_at": "2025-06-05T10:00", "due_back_at": "2025-06-05T09:00"},
        "due_back_at",
    ),
    "absence_ends_after_start": ("shelter:absence_edit", {"back_at": "2020-01-01T10:00"}, "back_at"),
    "one_absence_at_a_time": "the act says since when the person is out (tests/shelter)",
    "visit_ends_after_start": ("shelter:visit_edit", {"left_at": "2020-01-01T10:00"}, "left_at"),
    "visit_refused_iff_reason": (
        "shelter:visit_add",
        {"names": "Practice Visitor", "purpose": "repair", "outcome": "refused", "refusal_reason": ""},
        "refusal_reason",
    ),
    "one_open_missing_report": "whoever is missing already is shown that report",
    "missing_seen_before_noticed": (
        "shelter:missing_report", {"noticed_at": "2025-06-10T10:00", "last_seen_at": "2025-06-10T12:00"},
        "noticed_at",
    ),
    "missing_found_after_seen": ("shelter:missing_close", {"found_at": "2020-01-01T10:00"}, "found_at"),
    "missing_found_has_outcome": WITH_THE_ACT,
    "missing_back_has_time": ("shelter:missing_close", {"found_at": ""}, "found_at"),
    "missing_child_closed_with_ob": "the end of a search for a child asks for both (tests/shelter)",
    "missing_adult_police_needs_life": (
        "shelter:missing_told", {"police_at": "2025-06-10T12:00", "vital_interest": ""},
        "vital_interest",
    ),
    "one_log_per_shift": "a second log of a shift is refused in words (tests/shelter)",
    "handed_over_iff_by": WITH_THE_ACT,
    "shelter_rollcall_counted_check": ("shelter:roll_call_add", {"counted": "-1"}, "counted"),
    "shelter_rollcall_expected_check": "the act counts it from the records",
    "counted_once": "the act writes one answer for each resident",
    "roll_state_known": "each answer of the form is one of a list",
    "one_note_per_shift": "a second note of a shift is refused in words (tests/shelter)",
    "handover_read_once_each": "pressing twice keeps one (tests/shelter)",
    "assault_before_check": (
        "shelter:health_add", {"checked_at": "2025-06-01T10:00", "assault_at": "2025-06-01T12:00"},
        "assault_at",
    ),
    "pep_after_assault": (
        "shelter:health_add",
        {"checked_at": "2025-06-01T12:00", "assault_at": "2025-06-01T10:00",
         "pep_started_at": "2025-06-01T09:00"},
        "pep_started_at",
    ),
    "medicine_has_times": ("shelter:medicine_add", {"times": "", "as_needed": ""}, "times"),
    "medicine_ends_after_start": (
        "shelter:medicine_add", {"times": "8", "as_needed": "", "from_on": DAY, "until_on": BEFORE},
        "until_on",
    ),
    "medicine_stops_after_start": ("shelter:medicine_stop", {"stopped_on": BEFORE}, "stopped_on"),
    "dose_given_once": "who wrote it down first is named (tests/shelter)",
    "incident_is_no_allegation": ("shelter:incident_add", {"kind": "abuse_allegation"}, "kind"),
    "incident_closed_iff_by": WITH_THE_ACT,
    "incident_closed_after_start": WITH_THE_ACT,
    "person_once_per_incident": "each resident is ticked or not",
    "allegation_closed_iff_by": WITH_THE_ACT,
    "allegation_not_closed_by_accused": "who is meant gets 404 on every route (tests/shelter)",
    "shelter_allegation_receipt_key": BY_THE_SYSTEM,
    "sealed_note_opened_after_sent": WITH_THE_ACT,
    "shelter_shelterexit_admission_id_key": "a stay that has ended is not ended again",
    "shelter_shelter_office_id_key": NO_FORM_SETS_IT,
    "user_role_known": ("administration:user_invite", {"role": "king"}, "role"),
    "temporary_account_has_last_day": (
        "administration:user_invite",
        {"email": "n@test.example", "staff_code": "N1", "ends_on": "", "is_temporary": "on", "is_board_secretary": "", "is_board_chair": ""},
        "ends_on",
    ),
    "user_pending_role_known": "it is the role of the same form that waits",
    "user_email_once": (
        "administration:user_invite", {"email": "{email}", "staff_code": "N1", "ends_on": "", "is_temporary": "", "is_board_secretary": "", "is_board_chair": ""}, "email",
    ),
    "accounts_user_email_key": (
        "administration:user_invite", {"email": "{email}", "staff_code": "N1", "ends_on": "", "is_temporary": "", "is_board_secretary": "", "is_board_chair": ""}, "email",
    ),
    "accounts_user_staff_code_key": (
        "administration:user_invite", {"email": "n@test.example", "staff_code": "{staff_code}", "ends_on": "", "is_temporary": "", "is_board_secretary": "", "is_board_chair": ""},
        "staff_code",
    ),
    "user_asks_no_role_for_themselves": "nobody edits the own account: 403 (tests/administration)",
    "user_asks_no_reset_for_themselves": "nobody resets the own account: 403 (tests/accounts)",
    "places_office_code_key": ("administration:office_add", {"code": "{office_code}"}, "code"),
    "places_office_name_key": ("administration:office_add", {"code": "new", "name": "{office_name}"}, "name"),
    "term_in_both_languages": ("administration:term_add", {"swahili": ""}, "swahili"),
    "term_once_in_its_list": "a code is made from the words, with a number where it is taken",
}  # fmt: skip

# Tables into which no form writes: rows of machines, of the plan's file, of logs.
WITHOUT_FORMS = {
    **{f"shelter_{name}": NO_PAGE_YET for name in ()},
    "accounts_installation": "one row, made at the first start",
    "accounts_opensession": "written when somebody signs in",
    "accounts_triedproof": "written when somebody proves who they are",
    "audit_auditlink": "the sealer writes it",
    "cases_accessreason": "written with the act; the kinds are the choices of a field",
    "cases_conflictofinterest": "the actions set days and persons",
    "cases_emergencyopening": "the actions set days and persons; the kinds are choices of a field",
    "intercepts_enrolmentcode": "made and used by the actions",
    "intercepts_fieldkey": "made every 30 days by the clock",
    "intercepts_fieldsubmission": "phones send it; the office settles it by two acts",
    "intercepts_screeningform": "the printed form, from a file",
    "intercepts_screeningquestion": "the printed form, from a file",
    "intercepts_observedsign": "weights come from the printed form",
    "intercepts_station": "entered by the operator's command",
    "jobs_job": "the jobs room writes it",
    "lists_listorder": "places of the same form",
    "notices_notice": "written by the system",
    "places_county": "reference data",
    "reporting_budgetline": "the printed plan, from a file",
    "reporting_keyfocusarea": "the printed plan, from a file",
    "reporting_indicator": "the printed plan, from a file; its form changes words and choices",
    "reporting_outcome": "the printed plan, from a file",
    "reporting_plantext": "the printed plan, from a file",
    "reporting_printedsum": "the printed plan, from a file",
    "reporting_sdg": "the printed plan, from a file",
    "reporting_strategicplan": "the printed plan, from a file",
    "vault_datakey": "the vault writes it",
}
# Ends of names whose rows no form writes whole.
BY_NAME = {
    "_version_check": "the version is counted by the actions",
    "_code_key": BY_THE_SYSTEM,
    "_client_uuid_key": "a form that is sent twice leads to the row of the first time",
    "_uniq": "a choice of many is ticked or not",
    "_score_control_check": BY_THE_SYSTEM,
    "_score_vulnerability_check": BY_THE_SYSTEM,
    "_unanswered_check": BY_THE_SYSTEM,
    "_number_check": BY_THE_SYSTEM,
    "_size_check": BY_THE_SYSTEM,
    "_year_check": "the year stands in the address or in the plan",
    "_reset_has_its_time": WITH_THE_ACT,
}


def answers(world: World, typed: dict) -> dict:
    """Return `typed` with the words that name what exists in `world` put in."""
    known = {
        "{email}": world.account.email, "{staff_code}": world.account.staff_code,
        "{case}": world.case.code, "{office_code}": world.house.office.code, "{office_name}": world.house.office.name,
        "{seat}": world.registers["members"].code,
    }  # fmt: skip
    return {name: known.get(value, value) for name, value in typed.items()}
