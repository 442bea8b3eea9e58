/** What GitOps tools make of the operator's statuses and manifests. */
@NullMarked
package dev.headgate.operator.gitops;

import org.jspecify.annotations.NullMarked;
