using System.Collections.Immutable;
using System.Globalization;
using Hubs.Model;

namespace Hubs.Web.Pages.Desk;

/// <summary>A board as a desk reads it at one moment. board.js draws the same rows from the same board.</summary>
public sealed record DeskView(
    ImmutableArray<RoomRow> Rooms,
    ImmutableArray<SessionRow> Sessions,
    ImmutableArray<WaitingRow> Waiting,
    DeskTotals Totals
)
{
    public static DeskView Of(Board board, TimeOnly now)
    {
        var held = board.Sessions.Where(session => !session.IsCancelled).ToArray();
        var rest = held.Where(session => session.Window.End > now).ToArray();
        return new DeskView(
            [.. board.Rooms.Select(room => RoomRow.Of(room, held, now))],
            [.. rest.Select(session => SessionRow.Of(session, now))],
            [.. board.WalkIns.Where(w => w.Status is WalkInStatus.Waiting).Select(WaitingRow.Of)],
            new DeskTotals(
                rest.Count(session => session.Window.Contains(now)),
                rest.Sum(session => FreeFrom(session, now)),
                held.Sum(session => session.Arrived),
                board.WalkIns.Count(walkIn => walkIn.Status is WalkInStatus.Waiting)
            )
        );
    }

    public static int FreeFrom(BoardSession session, TimeOnly now) =>
        session.Slots.Where(slot => slot.Start >= now).Sum(slot => slot.Free);
}

public sealed record DeskTotals(int Running, int Free, int Arrived, int Waiting);

/// <param name="State">As somebody set it. A room called ready in which a session runs is in use.</param>
public sealed record RoomRow(string Id, string Name, RoomState State, string Now, string Next)
{
    /// <summary>A row without content, from which scripts make new ones.</summary>
    public static RoomRow Template { get; } = new("", "", RoomState.Ready, "", "");

    public static RoomRow Of(BoardRoom room, IEnumerable<BoardSession> sessions, TimeOnly now)
    {
        var here = sessions
            .Where(session => session.Room == room.Id || room.LinkedRooms.Contains(session.Room))
            .ToArray();
        var block = room.Blocks.FirstOrDefault(block => block.Window.Contains(now));
        var running = here.FirstOrDefault(session => session.Window.Contains(now));
        var next = here.FirstOrDefault(session => session.Window.Start > now);
        return new RoomRow(
            room.Id.Value,
            room.Name,
            room.State is RoomState.Ready && running is not null ? RoomState.InUse : room.State,
            block is not null ? $"Blocked until {DayWords.Of(block.Window.End)}: {block.Reason}"
                : running is not null ? $"{What(running)}, until {DayWords.Of(running.Window.End)}"
                : "Free",
            next is null ? "Nothing more today" : $"{DayWords.Of(next.Window.Start)} {What(next)}"
        );

        string What(BoardSession session) =>
            session.Room == room.Id
                ? session.ServiceName
                : $"{session.ServiceName} ({session.RoomName})";
    }
}

public sealed record SessionRow(
    string Id,
    string Time,
    string Service,
    string Room,
    string People,
    string Booked,
    string Arrived,
    string Free
)
{
    public static SessionRow Template { get; } = new("", "", "", "", "", "", "", "");

    public static SessionRow Of(BoardSession session, TimeOnly now)
    {
        var next = session.Slots.FirstOrDefault(slot => slot.Start >= now && slot.Free > 0);
        var free = DeskView.FreeFrom(session, now);
        return new SessionRow(
            session.Id.Value,
            $"{DayWords.Of(session.Window.Start)} to {DayWords.Of(session.Window.End)}",
            session.ServiceName,
            session.RoomName,
            string.Join(", ", session.ClinicianNames),
            Text(session.Booked),
            Text(session.Arrived + session.InProgress),
            next.Free == 0 ? "None" : $"{Text(free)}, next {DayWords.Of(next.Start)}"
        );
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}

public sealed record WaitingRow(string Id, string Number, string Service, string Since)
{
    public static WaitingRow Template { get; } = new("", "", "", "");

    public static WaitingRow Of(BoardWalkIn walkIn) =>
        new(
            walkIn.Id.Value,
            walkIn.Number,
            walkIn.ServiceName,
            DayWords.Of(
                TimeOnly.FromDateTime(
                    TimeZoneInfo.ConvertTime(walkIn.ArrivedAt, UkCalendar.Zone).DateTime
                )
            )
        );
}
