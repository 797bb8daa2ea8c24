"""A worker over SQL alone: claims, heartbeats, processes, reports. Needs psycopg2; connects as libpq does (PGHOST, PGDATABASE ...).

usage: worker.py PROCESSOR_NAME OUTPUT_FOLDER      ends when there is no job
"""

import os
import socket
import sys
import threading

import psycopg2

STALE = "JB001"


def connect():
    connection = psycopg2.connect("")
    connection.autocommit = True
    return connection


def ask(connection, statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def process(src, dst):
    """Here goes the real work. The output appears under its name when it is whole."""
    os.makedirs(os.path.dirname(dst), exist_ok=True)
    with open(dst + ".part", "w", encoding="utf-8") as out:
        out.write(f"made from {src}\n")
    os.replace(dst + ".part", dst)


def heartbeats(job, ended):
    connection = None
    while not ended.wait(30):
        connection = connection or connect()
        ask(connection, "SELECT bnp.heartbeat(%s)", job)
    if connection:
        connection.close()


def main(name, folder):
    connection = connect()
    found = ask(connection, "SELECT id FROM bnp.processor WHERE name = %s", name)
    if found is None:
        sys.exit(f"there is no processor {name}; waybill jobs processor list shows those there are")
    processor, worker = found[0], f"{socket.gethostname()}-{os.getpid()}"
    while True:
        job, src = ask(connection, "SELECT job_id, src_uri FROM bnp.get_next_processing_job(%s, %s)", processor, worker)
        if job is None:
            break
        ended = threading.Event()
        alive = threading.Thread(target=heartbeats, args=(job, ended), daemon=True)
        alive.start()
        # The job's number in the name: whoever takes over, should this worker be given up, writes another file.
        dst = os.path.join(folder, f"{os.path.basename(src)}.{job}")
        try:
            process(src, dst)
            ask(connection, "SELECT bnp.store_log_message(%s, %s)", job, "wrote " + dst)
            ask(connection, "SELECT bnp.report_finished_processing(%s, %s, %s)", processor, job, dst)
        except OSError as e:
            ask(connection, "SELECT bnp.report_processing_failure(%s, %s, %s)", processor, job, str(e))
        except psycopg2.Error as e:
            if e.pgcode != STALE:
                raise
            os.remove(dst)  # somebody else has done it meanwhile
        finally:
            ended.set()
            alive.join()  # a process that ends while a thread is in libpq may crash


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
