"""The worker process: does what the outbox holds, in as many copies as there is work for."""
