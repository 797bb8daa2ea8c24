/** Where whole files go: to Girder, to a folder, or both. */
@NullMarked
package dev.waybill.files.deliver;

import org.jspecify.annotations.NullMarked;
