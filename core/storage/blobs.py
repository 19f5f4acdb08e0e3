"""stand-in until the blobs branch"""
from pathlib import Path
from urllib.parse import urlparse, unquote
class FolderBlobs:
    def __init__(self, root): self.root=root
    def put(self,name,content):
        p=self.root/name; p.parent.mkdir(parents=True,exist_ok=True,mode=0o700); p.write_bytes(content)
    def get(self,name):
        try: return (self.root/name).read_bytes()
        except FileNotFoundError: raise KeyError(name)
    def delete(self,name): (self.root/name).unlink(missing_ok=True)
    def delete_all(self,prefix):
        for n in list(self.names(prefix)): self.delete(n)
    def names(self,prefix=""):
        for p in self.root.rglob("*"):
            if p.is_file() and str(p.relative_to(self.root)).startswith(prefix): yield str(p.relative_to(self.root))
def open_blobs(url): return FolderBlobs(Path(unquote(urlparse(url).path)))
