import gc

from index.embed import MiniLM
from qa.build import open_engine
from qa.reader.trained import TrainedReader


def models():
    return [one for one in gc.get_objects() if type(one) in {MiniLM, TrainedReader}]


def test_several_stores_share_their_models(tmp_path):
    engines = [open_engine(tmp_path / "one")]
    before = models()
    engines.append(open_engine(tmp_path / "another"))
    assert len(before) >= 2
    assert len(models()) == len(before)
    for engine in engines:
        engine.library.close()
