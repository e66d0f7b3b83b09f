"""An MCP server that refuses what it does not know, and leaves no line without an answer.

The package `mcp`, an extra, passes over arguments that a tool does not have, and over lines that
are no message. Whoever sent them would take a misspelt filter for one that held, or wait for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import anyio
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.context import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.stdio import stdio_server
from mcp.shared.message import SessionMessage
from mcp.types import (
    INVALID_REQUEST,
    PARSE_ERROR,
    CallToolResult,
    ErrorData,
    InputRequiredResult,
    JSONRPCError,
    Tool,
    ToolAnnotations,
)
from pydantic import ValidationError

from index.errors import BylineError
from web.failures import error_line


class StrictServer(MCPServer[Any]):
    """See `MCPServer`. An argument that is wrong is named in one line, as over HTTP."""

    def add_reading_tool(self, tool: Callable[..., dict[str, Any]]) -> None:
        """Adds a tool that changes nothing and reaches nothing outside."""
        harmless = ToolAnnotations(read_only_hint=True, open_world_hint=False)
        self.add_tool(_telling(tool), annotations=harmless, structured_output=True)

    async def list_tools(self) -> list[Tool]:
        """See `MCPServer.list_tools`: each tool says that it takes no other arguments."""
        tools = await super().list_tools()
        for tool in tools:
            tool.input_schema["additionalProperties"] = False
        return tools

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """See `MCPServer.call_tool`."""
        for tool in await self.list_tools():
            taken = tool.input_schema["properties"]
            unknown = sorted(arguments.keys() - taken.keys())
            if tool.name == name and unknown:
                raise ToolError(
                    f"{name} takes no argument {', '.join(map(repr, unknown))}: "
                    f"it takes {', '.join(taken)}"
                )
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            wrong = error.__cause__
            if not isinstance(wrong, ValidationError):
                raise
            raise ToolError("; ".join(map(_line, wrong.errors()))) from wrong

    async def run_stdio_async(self) -> None:
        """See `MCPServer.run_stdio_async`. A line that is no message is answered with an error."""
        server = self._lowlevel_server
        options = server.create_initialization_options()
        async with stdio_server() as (lines, answers), anyio.create_task_group() as tasks:
            passed_on, messages = anyio.create_memory_object_stream[SessionMessage | Exception](0)

            async def read() -> None:
                async with passed_on:
                    async for line in lines:
                        if isinstance(line, Exception):
                            await answers.send(SessionMessage(_no_message(line)))
                        else:
                            await passed_on.send(line)

            tasks.start_soon(read)
            await server.run(messages, answers, options)


def _telling(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The tool, whose foreseen errors are told: of others no word is passed on."""

    @wraps(tool)
    def call(**arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - those of the tool
        try:
            return tool(**arguments)
        except BylineError as error:
            raise ToolError(str(error)) from error

    return call


def _no_message(error: Exception) -> JSONRPCError:
    """The answer to a line; without the id of a request, as there is none that could be told."""
    problems = error.errors() if isinstance(error, ValidationError) else []
    if any(problem["type"] == "json_invalid" for problem in problems):
        told = ErrorData(code=PARSE_ERROR, message="this line is no JSON")
    else:
        told = ErrorData(code=INVALID_REQUEST, message="this line is no message of JSON-RPC 2.0")
    return JSONRPCError(jsonrpc="2.0", id=None, error=told)


def _line(problem: Any) -> str:  # noqa: ANN401 - pydantic's own
    return error_line({**problem, "loc": ("arguments", *problem["loc"])})
