"""Keeps clients from connecting to a listener, in the kernel (Linux: SO_ATTACH_FILTER, socket(7))."""

import ctypes
import socket
import struct
import sys
from collections.abc import Collection
from ipaddress import IPv4Network, ip_network

MOST_CLIENTS = 64
_ATTACH, _DETACH = 26, 27
# Instructions of the classic BPF machine, and where a packet has what: `load` counts from the header of TCP, and from
# that of IP with this offset (linux/filter.h).
_LOAD_WORD, _LOAD_BYTE, _AND, _JUMP, _IF_EQUAL, _IF_SET, _RETURN = 0x20, 0x30, 0x54, 0x05, 0x15, 0x45, 0x06
_IP = 0xFFF00000
_TCP_FLAGS, _SYN = 13, 0x02
_SOURCE_4, _SOURCE_6 = _IP + 12, _IP + 8
_TAKE, _DROP = 0xFFFFFFFF, 0


def shut_out(listener: socket.socket, clients: Collection[str]) -> bool:
    """Have the kernel drop what begins a connection from these clients: addresses, or networks of IPv6 of whole words.

    They try again after a second, and later. Connections that are there go on. False where that can't be done.
    """
    if sys.platform != "linux":
        return False
    try:
        if not clients:
            listener.setsockopt(socket.SOL_SOCKET, _DETACH, 0)
            return True
        program = b"".join(_program(clients))
        content = ctypes.create_string_buffer(program, len(program))
        # struct sock_fprog; the kernel copies what it points to.
        given = struct.pack("HP", len(program) // 8, ctypes.addressof(content))
        listener.setsockopt(socket.SOL_SOCKET, _ATTACH, given)
    except OSError:  # none was attached, or something forbids it
        return False
    return True


def _program(clients: Collection[str]) -> list[bytes]:
    networks = [ip_network(client) for client in clients]
    four = [_step(_LOAD_WORD, _SOURCE_4)]
    six = []
    for network in networks:
        if isinstance(network, IPv4Network):
            four += [_step(_IF_EQUAL, int(network.network_address), 0, 1), _step(_RETURN, _DROP)]
        else:
            words = struct.unpack(">4I", network.network_address.packed)[: network.prefixlen // 32]
            for place, word in enumerate(words):
                rest = 2 * (len(words) - place) - 1
                six += [_step(_LOAD_WORD, _SOURCE_6 + 4 * place), _step(_IF_EQUAL, word, 0, rest)]
            six.append(_step(_RETURN, _DROP))
    return [
        _step(_LOAD_BYTE, _TCP_FLAGS),
        _step(_IF_SET, _SYN, 1, 0),
        _step(_RETURN, _TAKE),
        _step(_LOAD_BYTE, _IP),  # the version of IP
        _step(_AND, 0xF0),
        _step(_IF_EQUAL, 0x40, 1, 0),
        _step(_JUMP, len(four) + 1),
        *four,
        _step(_RETURN, _TAKE),
        *six,
        _step(_RETURN, _TAKE),
    ]


def _step(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """One instruction in the bytes of the kernel's struct sock_filter (linux/filter.h)."""
    return struct.pack("HBBI", code, if_true, if_false, operand)
