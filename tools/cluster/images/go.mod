// The programs in the cluster's own images: the Go standard library, nothing else.
module dev.headgate/tools/cluster/images

go 1.21
