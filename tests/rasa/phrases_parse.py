"""Runs inside Rasa's environment: the intents that a model gives to sentences, as JSON from stdin to stdout."""

import asyncio
import json
import logging
import sys

import structlog

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))

from rasa.core.agent import Agent  # noqa: E402


async def main(model: str) -> None:
    agent = Agent.load(model)
    found = [await agent.parse_message(sentence) for sentence in json.load(sys.stdin)]
    json.dump([[parsed["intent"]["name"], parsed["intent"]["confidence"]] for parsed in found], sys.stdout)


asyncio.run(main(sys.argv[1]))
