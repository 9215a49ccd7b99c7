# Each command does all its set-up itself; see README.md.
.PHONY: run test test-deep coverage check fix demo report bench messages locks
.DEFAULT_GOAL := run

run test test-deep coverage check fix demo report bench messages locks:
	@exec sh tracekenya/ops/start.sh $@
