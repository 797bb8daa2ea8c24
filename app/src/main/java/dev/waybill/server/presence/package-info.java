/** Where the long-running commands of this user are: one small file each, for as long as it runs. */
@NullMarked
package dev.waybill.server.presence;

import org.jspecify.annotations.NullMarked;
