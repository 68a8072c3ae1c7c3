import { ERRNO } from '@skep/abi';

/** Error numbers as the kernel's functions return them. */
export const EPERM = -ERRNO.EPERM;
export const ENOENT = -ERRNO.ENOENT;
export const E2BIG = -ERRNO.E2BIG;
export const EAGAIN = -ERRNO.EAGAIN;
export const ENOMEM = -ERRNO.ENOMEM;
export const EACCES = -ERRNO.EACCES;
export const EFAULT = -ERRNO.EFAULT;
export const EEXIST = -ERRNO.EEXIST;
export const EINVAL = -ERRNO.EINVAL;
export const EALREADY = -ERRNO.EALREADY;
export const ENOSPC = -ERRNO.ENOSPC;
export const ERANGE = -ERRNO.ERANGE;
export const EOPNOTSUPP = -ERRNO.EOPNOTSUPP;
export const ENOTSUPP = -ERRNO.ENOTSUPP;
