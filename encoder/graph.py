"""The trained encoder as an ONNX model that onnxruntime serves: one byte a weight, written out by hand.

What is read as it stands (the word table) is quantised by row; the products' weights in blocks of 128, with
onnxruntime's MatMulNBits, which quantises what comes in by row and block as well: with one scale for a whole message,
outliers cost accuracy. docs/encoder.md has the figures.
"""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from encoder.network import Encoder, Layer

BLOCK = 128
OPSET = 20
_MICROSOFT = "com.microsoft"


class Graph:
    """Nodes and constants, gathered in the order of the computation; each value is known by its name."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, values: np.ndarray) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **attributes))
        return name

    def product(self, states: str, weights: torch.nn.Linear) -> str:
        """`states` times the weights, plus the bias."""
        packed, scales = by_block(_array(weights.weight))
        rows, columns = weights.weight.shape
        found = self.node(
            "MatMulNBits", states, self.constant(packed), self.constant(scales), domain=_MICROSOFT,
            K=columns, N=rows, bits=8, block_size=BLOCK, accuracy_level=4,
        )  # fmt: skip
        return self.node("Add", found, self.constant(_array(weights.bias)))

    def normalised(self, states: str, norm: torch.nn.LayerNorm) -> str:
        scale, shift = self.constant(_array(norm.weight)), self.constant(_array(norm.bias))
        return self.node("LayerNormalization", states, scale, shift, epsilon=norm.eps)


def model(encoder: Encoder) -> onnx.ModelProto:
    """Inputs `pieces` and `mask` (messages, pieces) of int64; output `vectors` (messages, width), each of length 1."""
    graph = Graph()
    table, scales = by_row(_array(encoder.words.weight))
    read = graph.node("Cast", graph.node("Gather", graph.constant(table), "pieces"), to=TensorProto.FLOAT)
    words = graph.node("Mul", read, graph.node("Gather", graph.constant(scales), "pieces"))
    one = graph.constant(np.array([1], np.int64))
    length = graph.node("Slice", graph.node("Shape", "pieces"), one, graph.constant(np.array([2], np.int64)))
    zero = graph.constant(np.array([0], np.int64))
    places = graph.node("Slice", graph.constant(_array(encoder.places)), zero, length, zero)
    states = graph.normalised(graph.node("Add", words, places), encoder.norm)
    weights = graph.node("Cast", "mask", to=TensorProto.FLOAT)
    hidden = graph.node("Mul", graph.node("Sub", weights, _float(graph, 1.0)), _float(graph, 1e9))
    hidden = graph.node("Unsqueeze", hidden, graph.constant(np.array([1, 2], np.int64)))
    for layer in encoder.layers:
        states = _layer(graph, layer, states, hidden)
    weights = graph.node("Unsqueeze", weights, graph.constant(np.array([2], np.int64)))
    total = graph.node("ReduceSum", graph.node("Mul", states, weights), one, keepdims=0)
    graph.nodes.append(helper.make_node("LpNormalization", [total], ["vectors"], axis=1, p=2))
    ids = [helper.make_tensor_value_info(n, TensorProto.INT64, ["messages", "length"]) for n in ("pieces", "mask")]
    width = encoder.norm.normalized_shape[0]
    out = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["messages", width])
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(_MICROSOFT, 1)]
    built = helper.make_graph(graph.nodes, "encoder", ids, [out], graph.constants)
    return helper.make_model(built, opset_imports=opsets, ir_version=9, producer_name="amends")


def _layer(graph: Graph, layer: Layer, states: str, hidden: str) -> str:
    shape = graph.constant(np.array([0, 0, layer.heads, -1], np.int64))

    def by_head(product: torch.nn.Linear, order: list[int]) -> str:
        return graph.node("Transpose", graph.node("Reshape", graph.product(states, product), shape), perm=order)

    query, key = by_head(layer.query, [0, 2, 1, 3]), by_head(layer.key, [0, 2, 3, 1])
    root = float(layer.query.weight.shape[0] // layer.heads) ** -0.5
    likeness = graph.node("Add", graph.node("Mul", graph.node("MatMul", query, key), _float(graph, root)), hidden)
    mixed = graph.node("MatMul", graph.node("Softmax", likeness, axis=-1), by_head(layer.value, [0, 2, 1, 3]))
    mixed = graph.node("Transpose", mixed, perm=[0, 2, 1, 3])
    mixed = graph.node("Reshape", mixed, graph.constant(np.array([0, 0, -1], np.int64)))
    states = graph.normalised(graph.node("Add", states, graph.product(mixed, layer.output)), layer.output_norm)
    inner = graph.node("Gelu", graph.product(states, layer.inner))
    return graph.normalised(graph.node("Add", states, graph.product(inner, layer.outer)), layer.outer_norm)


def by_row(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Signed bytes, and the scale of each row."""
    scales = np.maximum(np.abs(weights).max(axis=1, keepdims=True), 1e-9).astype(np.float32) / 127
    return np.rint(weights / scales).astype(np.int8), scales


def by_block(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bytes around 128 in blocks, (rows, blocks, BLOCK), and the blocks' scales, (rows, blocks)."""
    blocks = weights.reshape(weights.shape[0], -1, BLOCK)
    scales = np.maximum(np.abs(blocks).max(axis=2), 1e-9).astype(np.float32) / 127
    return (np.rint(blocks / scales[..., None]) + 128).astype(np.uint8), scales


def _float(graph: Graph, value: float) -> str:
    return graph.constant(np.array(value, np.float32))


def _array(tensor: torch.Tensor) -> np.ndarray:
    return tensor.detach().numpy().astype(np.float32)
