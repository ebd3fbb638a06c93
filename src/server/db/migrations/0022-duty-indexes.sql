-- A child's open duties are found among the few hundred of the child (duty_pupil); every index more is written to for
-- every window that is opened.
drop index duty_open_pupil;
