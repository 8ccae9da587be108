"""Write the fitted reader as the file that extraction runs: ONNX with weights of 8 bits, and its tokenizer.

`python -m training.export` after `python -m training.fit`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.encoder import packaged, tokenizer_of
from training.network import MARKS, Reader

HERE = Path(__file__).parent
TARGET = HERE.parent / "graph" / "extraction" / "learned"
OUTPUTS = ("carried", "kinds", "standings", "roles")


def main() -> None:
    """Export, and say how large the file is."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--weights", type=Path, help="folder with all-MiniLM-L6-v2 (default: the packaged one)")
    ask.add_argument("--fitted", type=Path, default=HERE / "out" / "reader.pt")
    told = ask.parse_args()
    weights = told.weights or packaged()
    reader = Reader()
    reader.load_state_dict(torch.load(told.fitted))
    reader.eval()
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        example = (torch.randint(MARKS + 1, 1000, (2, 16)), torch.ones(2, 16))
        axes = {name: {0: "batch", 1: "length"} for name in ("pieces", "present", *OUTPUTS)}
        torch.onnx.export(
            reader,
            example,
            str(whole),
            input_names=["pieces", "present"],
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=14,
            dynamo=False,
        )
        quantize_dynamic(whole, TARGET / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True)
    tokenizer = tokenizer_of(weights)
    tokenizer.save(str(TARGET / "tokenizer.json"), pretty=False)
    print(f"{TARGET / 'reader.onnx'}: {(TARGET / 'reader.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
