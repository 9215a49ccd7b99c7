-- Since when there are records at all, by indicator; an earlier year has no data.
WITH first AS MATERIALIZED (
  SELECT
    (SELECT min(held_on) FROM programmes_activity activity
     WHERE EXISTS (SELECT FROM programmes_activityattendance came WHERE came.activity_id = activity.id)
       OR EXISTS (SELECT FROM programmes_activityheadcount heads WHERE heads.activity_id = activity.id)) AS came,
    (SELECT min(happened_on) FROM cases_preventionoutcome) AS outcome,
    (SELECT min(happened_on) FROM intercepts_intercept) AS met,
    (SELECT min(opened_on) FROM cases_case WHERE status NOT IN ('not_accepted', 'merged')) AS opened,
    (SELECT min(held_on) FROM programmes_activity) AS activity,
    (SELECT min((admitted_at AT TIME ZONE 'Africa/Nairobi')::date) FROM shelter_admission stay
     JOIN cases_case ON cases_case.id = stay.case_id
     WHERE stay.status NOT IN ('requested', 'declined') AND cases_case.status NOT IN ('not_accepted', 'merged')) AS stay,
    (SELECT min(COALESCE(accepted_on, completed_on)) FROM referrals_referral referral
     JOIN cases_case ON cases_case.id = referral.case_id
     WHERE referral.status IN ('accepted', 'in_progress', 'completed')
       AND cases_case.status NOT IN ('not_accepted', 'merged')) AS referral,
    (SELECT min(delivered_on) FROM cases_serviceprovision WHERE status = 'delivered') AS service,
    (SELECT min(happened_on) FROM cases_reintegration) AS back,
    (SELECT min(LEAST(trained_on, disbursed_on)) FROM programmes_trustfundgrant grants
     JOIN cases_case ON cases_case.id = grants.case_id WHERE cases_case.status NOT IN ('not_accepted', 'merged')) AS fund,
    (SELECT min(plea_on) FROM cases_courtcasevictim victim JOIN cases_courtcase court ON court.id = court_case_id
     JOIN cases_case ON cases_case.id = victim.case_id WHERE cases_case.status NOT IN ('not_accepted', 'merged')) AS plea,
    (SELECT min(decided_on) FROM cases_chargeoutcome
     WHERE outcome IN ('convicted', 'convicted_lesser', 'plea_agreement')) AS verdict,
    (SELECT min(starts_on) FROM programmes_partnership) AS partner,
    (SELECT min(starts_on) FROM programmes_network) AS network,
    (SELECT min(opened_on) FROM shelter_shelter JOIN places_office office ON office.id = office_id
     WHERE office.status = 'functional' OR office.status = 'closed' AND closed_on IS NOT NULL) AS shelter,
    (SELECT min(approved_on) FROM programmes_policydocument) AS policy,
    (SELECT min(received_on) FROM programmes_fundingrecord) AS money,
    (SELECT min(starts_on) FROM programmes_staffpost) AS post,
    (SELECT min(held_on) FROM programmes_boardattendance JOIN programmes_boardmeeting meeting
     ON meeting.id = meeting_id) AS board,
    (SELECT min(starts_on) FROM programmes_channel) AS channel,
    (SELECT min(acquired_on) FROM programmes_investment) AS investment
)
SELECT code, day FROM first CROSS JOIN LATERAL (VALUES
  ('1.1', LEAST(came, outcome)), ('1.2', LEAST(met, outcome)), ('1.3', LEAST(opened, met, activity)),
  ('1.4', LEAST(stay, referral, service)), ('1.5', service), ('1.6', back), ('1.7', plea), ('1.8', verdict),
  ('1.9', partner), ('2.1', came), ('2.2', came), ('2.3', came), ('2.4', came), ('2.5', came),
  ('2.6', LEAST(service, stay)), ('2.7', shelter), ('2.8', stay), ('2.9', back), ('2.10', network),
  ('2.11', network), ('3.1', met), ('3.2', LEAST(met, outcome)), ('3.3', LEAST(service, fund)), ('3.4', plea),
  ('3.5', partner), ('4.1', policy), ('4.2', money), ('4.3', post), ('4.4', partner), ('4.5', post),
  ('4.6', board), ('4.7', channel), ('4.8', investment)
) measure(code, day)
