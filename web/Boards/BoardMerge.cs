using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Web.Boards;

public static class BoardMerge
{
    /// <summary>The board with the change's rows in place of those with the same id, sessions in order of time.</summary>
    public static Board With(this Board board, BoardChange change) =>
        board with
        {
            Version = change.To,
            HubName = change.Hours?.HubName ?? board.HubName,
            Open = change.Hours?.Open ?? board.Open,
            Rooms = Merge(board.Rooms, change.Rooms, room => room.Id),
            Sessions = change.Sessions.IsEmpty
                ? board.Sessions
                :
                [
                    .. Merge(board.Sessions, change.Sessions, session => session.Id)
                        .OrderBy(session => session.Window.Start)
                        .ThenBy(session => session.RoomName, StringComparer.Ordinal)
                        .ThenBy(session => session.Id.Value, StringComparer.Ordinal),
                ],
            WalkIns = Merge(board.WalkIns, change.WalkIns, walkIn => walkIn.Id),
        };

    private static ImmutableArray<TRow> Merge<TRow, TId>(
        ImmutableArray<TRow> rows,
        ImmutableArray<TRow> changed,
        Func<TRow, TId> id
    )
        where TId : struct
    {
        if (changed.IsEmpty)
            return rows;
        var fresh = changed.ToDictionary(id);
        var merged = ImmutableArray.CreateBuilder<TRow>(rows.Length + changed.Length);
        foreach (var row in rows)
            merged.Add(fresh.Remove(id(row), out var newer) ? newer : row);
        merged.AddRange(changed.Where(row => fresh.ContainsKey(id(row))));
        return merged.DrainToImmutable();
    }
}
