namespace Hubs.Storage.Sqlite;

/// <summary>Reads a whole file and holds it to its promises. Works beside a running writer: it looks at one moment of the file.</summary>
internal static class Verification
{
    public static StoreContents Run(Connection connection, string path)
    {
        connection.Execute("BEGIN");
        try
        {
            CheckPages(connection, path);
            var rebuilt = Heads.Rebuild(connection, path);
            var opened = Heads.Load(connection, path);
            if (opened.NewestRow != rebuilt.NewestRow || !Same(opened, rebuilt))
                throw new DamagedStoreException(
                    $"The stream ends kept in {path} do not agree with its journal."
                );
            return new StoreContents(
                rebuilt.NewestRow,
                rebuilt.All.Sum(head => head.Value.Version),
                rebuilt.Count,
                CheckStates(connection, path)
            );
        }
        catch (SqliteFailure failure)
        {
            throw new DamagedStoreException(
                $"{path} cannot be read to its end. {failure.Message}",
                failure
            );
        }
        finally
        {
            connection.Execute("ROLLBACK");
        }
    }

    private static void CheckPages(Connection connection, string path)
    {
        using var check = connection.Prepare("PRAGMA integrity_check(1)");
        if (check.Step() && check.Text(0) is var first && first != "ok")
            throw new DamagedStoreException($"{path} is damaged: {first}");
    }

    private static bool Same(Heads opened, Heads rebuilt) =>
        opened.Count == rebuilt.Count && rebuilt.All.All(head => opened[head.Key] == head.Value);

    private static long CheckStates(Connection connection, string path)
    {
        using var states = connection.Prepare("SELECT name, key, etag, checksum, value FROM state");
        var count = 0L;
        for (; states.Step(); count++)
        {
            var (name, key) = (states.Text(0), states.Text(1));
            if (
                JournalRow.StateChecksum(name, key, states.Text(2), states.Blob(4))
                != states.Number(3)
            )
                throw new DamagedStoreException($"The state {name}/{key} in {path} is damaged.");
        }
        return count;
    }
}
