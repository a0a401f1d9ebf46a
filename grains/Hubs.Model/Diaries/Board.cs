using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>One hub's day as screens show it. No field of it identifies a resident.</summary>
public sealed record Board
{
    public required HubId Hub { get; init; }

    public required string HubName { get; init; }

    public required DateOnly Date { get; init; }

    public required long Version { get; init; }

    public ImmutableArray<TimeWindow> Open { get; init; } = [];

    public ImmutableArray<BoardRoom> Rooms { get; init; } = [];

    public ImmutableArray<BoardSession> Sessions { get; init; } = [];

    public ImmutableArray<BoardWalkIn> WalkIns { get; init; } = [];

    /// <summary>Everything recorded, whatever the time: screens themselves tell what is now, next and over.</summary>
    public static Board Of(Diary diary) =>
        new()
        {
            Hub = diary.Hub,
            HubName = diary.Day?.HubName ?? diary.Hub.Value,
            Date = diary.Date,
            Version = diary.Version,
            Open = diary.Day?.Open ?? [],
            Rooms = BoardRows.Rooms(diary),
            Sessions =
            [
                .. diary
                    .Sessions.Values.Select(session => BoardRows.Row(diary, session))
                    .OrderBy(row => row.Window.Start)
                    .ThenBy(row => row.Room.Value, StringComparer.Ordinal)
                    .ThenBy(row => row.Id.Value, StringComparer.Ordinal),
            ],
            WalkIns =
            [
                .. diary
                    .WalkIns.Values.Select(walkIn => BoardRows.Row(walkIn))
                    .OrderBy(row => row.ArrivedAt)
                    .ThenBy(row => row.Number, StringComparer.Ordinal),
            ],
        };
}

public sealed record BoardRoom(
    RoomId Id,
    string Name,
    RoomType Type,
    RoomState State,
    double WalkFromEntrance,
    bool IsStepFree,
    ImmutableArray<RoomBlock> Blocks
)
{
    /// <summary>Rooms that share floor space with this one: while one is taken, so is the other.</summary>
    public ImmutableArray<RoomId> LinkedRooms { get; init; } = [];
}

/// <summary>A published session with its slots. <see cref="IsCancelled"/> ones are sent so that screens can say so.</summary>
public sealed record BoardSession(
    SessionId Id,
    ServiceId Service,
    string ServiceName,
    string PublicName,
    bool IsPublic,
    OrganisationId Organisation,
    RoomId Room,
    string RoomName,
    TimeWindow Window,
    ImmutableArray<ClinicianId> Clinicians,
    ImmutableArray<string> ClinicianNames,
    bool IsCancelled,
    int Sequence,
    int Booked,
    int Arrived,
    int InProgress,
    int Orphaned,
    ImmutableArray<BoardSlot> Slots
)
{
    /// <summary>When <see cref="Sequence"/> last rose.</summary>
    public DateTimeOffset ChangedAt { get; init; }
}

/// <summary><see cref="Free"/> places of <see cref="Capacity"/>; held ones are not free.</summary>
public readonly record struct BoardSlot(TimeOnly Start, TimeOnly End, int Capacity, int Free);

public sealed record BoardWalkIn(
    TicketId Id,
    string Number,
    string ServiceName,
    DateTimeOffset ArrivedAt,
    WalkInStatus Status
);

/// <summary>
/// What one or more saved commands changed: rows to put in place of those with the same id. From version <see cref="From"/> (exclusive) to
/// <see cref="To"/> (inclusive); whoever is not at <see cref="From"/> has missed something and fetches the whole board.
/// </summary>
public sealed record BoardChange(
    HubId Hub,
    DateOnly Date,
    long From,
    long To,
    ImmutableArray<BoardRoom> Rooms,
    ImmutableArray<BoardSession> Sessions,
    ImmutableArray<BoardWalkIn> WalkIns
)
{
    /// <summary>The building's name and hours; null when they are as they were.</summary>
    public BoardHours? Hours { get; init; }

    /// <summary>The rows that differ between two versions; <paramref name="entries"/>, all those that lie between, spare looking at every session.</summary>
    public static BoardChange Between(
        Diary before,
        Diary after,
        IReadOnlyList<DiaryEntry>? entries = null
    )
    {
        var dayChanged = !ReferenceEquals(before.Day, after.Day);
        return new BoardChange(
            after.Hub,
            after.Date,
            before.Version,
            after.Version,
            dayChanged
            || !ReferenceEquals(before.RoomStates, after.RoomStates)
            || before.Blocks != after.Blocks
                ? BoardRows.RoomsThatDiffer(before, after)
                : [],
            SessionsThatDiffer(before, after, entries, dayChanged),
            ReferenceEquals(before.WalkIns, after.WalkIns)
                ? []
                :
                [
                    .. after
                        .WalkIns.Where(w =>
                            !before.WalkIns.TryGetValue(w.Key, out var old)
                            || !ReferenceEquals(old, w.Value)
                        )
                        .Select(w => BoardRows.Row(w.Value)),
                ]
        )
        {
            Hours =
                dayChanged && after.Day is { } day ? new BoardHours(day.HubName, day.Open) : null,
        };
    }

    private static ImmutableArray<BoardSession> SessionsThatDiffer(
        Diary before,
        Diary after,
        IReadOnlyList<DiaryEntry>? entries,
        bool dayChanged
    )
    {
        // Nearly every change there is.
        if (entries is [{ Facts: [AppointmentBooked booked] }] && !dayChanged)
            return [BoardRows.Row(after, after.Sessions[booked.Session])];
        return
        [
            .. Candidates(before, after, entries)
                .Where(session =>
                    dayChanged
                    || !before.Sessions.TryGetValue(session.Session.Id, out var old)
                    || !ReferenceEquals(old, session)
                )
                .Select(session => BoardRows.Row(after, session)),
        ];
    }

    private static IEnumerable<DiarySession> Candidates(
        Diary before,
        Diary after,
        IReadOnlyList<DiaryEntry>? entries
    ) =>
        entries is not null && TouchedSessions.By(entries, before, after) is { } touched
            ? touched.Select(id => after.Sessions[id])
            : after.Sessions.Values;
}

public sealed record BoardHours(string HubName, ImmutableArray<TimeWindow> Open);
