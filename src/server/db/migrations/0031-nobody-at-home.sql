-- The few children whom nobody, or nobody certain, looks after (H-03) are asked for with every line of My day; found here
-- without a look at all other carers, also while the planner has no statistics of a school that was just entered.
create index carer_nobody on carer (school_id, pupil_id) where kind in ('nobody', 'uncertain');
