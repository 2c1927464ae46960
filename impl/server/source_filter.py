"""Drops connection attempts of chosen clients in the kernel (Linux: SO_ATTACH_FILTER, socket(7))."""

import ctypes
import socket
import struct
import sys
from collections.abc import Collection
from ipaddress import IPv4Network, ip_network

MAX_CLIENTS = 64
_ATTACH, _DETACH = 26, 27
# Opcodes of the classic BPF machine, and offsets of the fields that the program reads. Offsets count from the TCP
# header; with `_IP` added they count from the IP header (linux/filter.h).
_LOAD_WORD, _LOAD_BYTE, _AND, _JUMP, _IF_EQUAL, _IF_SET, _RETURN = 0x20, 0x30, 0x54, 0x05, 0x15, 0x45, 0x06
_IP = 0xFFF00000
_TCP_FLAGS, _SYN = 13, 0x02
_SOURCE_4, _SOURCE_6 = _IP + 12, _IP + 8
_ACCEPT, _DROP = 0xFFFFFFFF, 0


def block_clients(listener: socket.socket, clients: Collection[str]) -> bool:
    """Have the kernel drop new connections (SYN packets) of these clients, and of no others.

    A client is an IPv4 address, or an IPv6 network whose prefix length is a multiple of 32. Existing connections go on;
    a blocked client's TCP retries after a second and later. Returns False where the system has no such filter.
    """
    if sys.platform != "linux":
        return False
    try:
        if not clients:
            listener.setsockopt(socket.SOL_SOCKET, _DETACH, 0)
            return True
        program = b"".join(_program(clients))
        content = ctypes.create_string_buffer(program, len(program))
        # struct sock_fprog. The kernel copies the program, so the buffer may be freed afterwards.
        filter_program = struct.pack("HP", len(program) // 8, ctypes.addressof(content))
        listener.setsockopt(socket.SOL_SOCKET, _ATTACH, filter_program)
    except OSError:  # no filter was attached, or the system does not permit one
        return False
    return True


def _program(clients: Collection[str]) -> list[bytes]:
    networks = [ip_network(client) for client in clients]
    ipv4_code = [_instruction(_LOAD_WORD, _SOURCE_4)]
    ipv6_code = []
    for network in networks:
        if isinstance(network, IPv4Network):
            ipv4_code += [_instruction(_IF_EQUAL, int(network.network_address), 0, 1), _instruction(_RETURN, _DROP)]
        else:
            words = struct.unpack(">4I", network.network_address.packed)[: network.prefixlen // 32]
            for index, word in enumerate(words):
                jump = 2 * (len(words) - index) - 1
                ipv6_code += [_instruction(_LOAD_WORD, _SOURCE_6 + 4 * index), _instruction(_IF_EQUAL, word, 0, jump)]
            ipv6_code.append(_instruction(_RETURN, _DROP))
    return [
        _instruction(_LOAD_BYTE, _TCP_FLAGS),
        _instruction(_IF_SET, _SYN, 1, 0),
        _instruction(_RETURN, _ACCEPT),
        _instruction(_LOAD_BYTE, _IP),  # the version of IP
        _instruction(_AND, 0xF0),
        _instruction(_IF_EQUAL, 0x40, 1, 0),
        _instruction(_JUMP, len(ipv4_code) + 1),
        *ipv4_code,
        _instruction(_RETURN, _ACCEPT),
        *ipv6_code,
        _instruction(_RETURN, _ACCEPT),
    ]


def _instruction(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """Encode one instruction as the kernel's struct sock_filter (linux/filter.h)."""
    return struct.pack("HBBI", code, if_true, if_false, operand)
