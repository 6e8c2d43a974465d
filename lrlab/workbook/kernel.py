"""The kernel that runs a learner's notebooks: the Python that runs here, whatever else is called `python3`.

A user's own kernels come before those of an environment, and some other program
may have put one named `python3` there, which does not know `lrlab`.

Written against jupyter_client 8.10.0, whose managers are documented. What is not:
- `jupyter_client.manager.AsyncKernelManager._kernel_spec_manager_default`: where a manager looks for kernels.
"""

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager


class OwnPythonSpecs(KernelSpecManager):
    """The kernels that are installed, and as `python3` this one."""

    def find_kernel_specs(self) -> dict[str, str]:
        """The folder of each kernel, by name."""
        return {**super().find_kernel_specs(), NATIVE_KERNEL_NAME: str(RESOURCES)}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """How a kernel is started. Raises NoSuchKernel."""
        if kernel_name == NATIVE_KERNEL_NAME:
            return KernelSpec(resource_dir=str(RESOURCES), **get_kernel_dict())
        return super().get_kernel_spec(kernel_name)


class OwnPython(AsyncKernelManager):
    """Starts one of them."""

    def _kernel_spec_manager_default(self) -> KernelSpecManager:
        return OwnPythonSpecs(parent=self)
