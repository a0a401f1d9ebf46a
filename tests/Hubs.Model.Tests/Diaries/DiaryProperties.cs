using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using static Hubs.Model.Tests.Diaries.TuesdayAtTilbury;

namespace Hubs.Model.Tests.Diaries;

/// <summary>Rules that never break, whatever is tried in whatever order.</summary>
public class DiaryProperties
{
    [Fact]
    public void Rooms_Equipment_Capacity_AndAppointments_AreSafeAfterEveryCommand() =>
        Always(random =>
        {
            var everBooked = new HashSet<AppointmentId>();
            return attempt =>
            {
                random.Try(attempt);
                everBooked.UnionWith(random.Day.Diary.Appointments.Keys);
                return DiaryOracle.Broken(random.Day.Diary, everBooked).FirstOrDefault();
            };
        });

    [Fact]
    public void Slot_IsRefusedAsTakenOnlyIfItIs_AndGivenOnlyIfItIsFree() =>
        Always(random =>
            attempt =>
            {
                var before = random.Day.Diary;
                if (random.Try(attempt) is not (BookAppointment { Hold: null } book, var decision))
                    return null;
                if (!before.Sessions.TryGetValue(book.Session, out var session))
                    return decision.Refusal is null ? "booked in no session" : null;
                var asked = session
                    .Slots.SkipWhile(slot => slot.Start < book.Start)
                    .Take(book.Slots)
                    .ToList();
                var isFull = asked.Any(slot =>
                    DiaryOracle.Takers(before, session.Session, slot, random.Day.Now)
                    >= session.Session.SlotCapacity
                );
                return decision.Refusal?.Code == "slot-taken" && !isFull ? "refused, but free"
                    : decision.Refusal is null && isFull ? "given, but full"
                    : null;
            }
        );

    [Fact]
    public void Replay_OfTheEntries_GivesTheSameDiary() =>
        Finally(random =>
        {
            var replayed = random
                .Day.Entries.Select(RoundTrip)
                .Aggregate(new Diary { Hub = Tilbury, Date = Date }, (d, entry) => d.Apply(entry));
            return Json(replayed) == Json(random.Day.Diary) ? null : "replay differs";
        });

    [Fact]
    public void Snapshot_WrittenAndReadBack_IsTheSameDiary() =>
        Finally(random =>
        {
            var json = Json(random.Day.Diary);
            var read = JsonSerializer.Deserialize(json, HubsJson.Default.Diary)!;
            return
                Json(read) == json
                && JsonSerializer.Serialize(Board.Of(read), HubsJson.Default.Board)
                    == JsonSerializer.Serialize(Board.Of(random.Day.Diary), HubsJson.Default.Board)
                ? null
                : "the snapshot differs";
        });

    [Fact]
    public void Command_Repeated_GetsTheSameAnswerAndChangesNothing() =>
        Finally(random =>
        {
            random.Day.At(random.Day.Now.AddDays(1));
            foreach (var (command, first) in random.Tried.Where(t => t.Decision.Entry is not null))
            {
                if (command is ExpireHolds)
                    continue;
                var repeat = random.Day.Diary.Decide(command, random.Day.Now);
                if (repeat.Entry is not null || Text(repeat.Receipt) != Text(first.Receipt))
                    return $"{command} is answered differently";
            }
            return null;
        });

    [Fact]
    public void Board_BroughtForwardByItsChanges_IsTheWholeBoard() =>
        Always(random =>
        {
            var (before, told) = (random.Day.Diary, 0);
            var shown = Board.Of(before);
            return attempt =>
            {
                random.Try(attempt);
                // In batches, as they are saved.
                if (attempt.C % 3 == 0)
                    return null;
                var entries = random.Day.Entries[told..];
                var change = BoardChange.Between(before, random.Day.Diary, entries);
                (before, told) = (random.Day.Diary, random.Day.Entries.Count);
                shown = Forward(shown, change);
                return Text(shown) == Text(Board.Of(random.Day.Diary)) ? null : "the board differs";
            };
        });

    private static Board Forward(Board board, BoardChange change) =>
        board with
        {
            Version = change.To,
            HubName = change.Hours?.HubName ?? board.HubName,
            Open = change.Hours?.Open ?? board.Open,
            Rooms =
            [
                .. board.Rooms.Select(old =>
                    change.Rooms.FirstOrDefault(r => r.Id == old.Id) ?? old
                ),
                .. change.Rooms.Where(r => board.Rooms.All(old => old.Id != r.Id)),
            ],
            Sessions =
            [
                .. board
                    .Sessions.Where(old => change.Sessions.All(s => s.Id != old.Id))
                    .Concat(change.Sessions)
                    .OrderBy(s => s.Window.Start)
                    .ThenBy(s => s.Room.Value, StringComparer.Ordinal)
                    .ThenBy(s => s.Id.Value, StringComparer.Ordinal),
            ],
            WalkIns =
            [
                .. board
                    .WalkIns.Where(old => change.WalkIns.All(w => w.Id != old.Id))
                    .Concat(change.WalkIns)
                    .OrderBy(w => w.ArrivedAt)
                    .ThenBy(w => w.Number, StringComparer.Ordinal),
            ],
        };

    private static string Text(Board board) =>
        JsonSerializer.Serialize(board, HubsJson.Default.Board);

    private static string Text(Receipt? receipt) =>
        JsonSerializer.Serialize(receipt!, HubsJson.Default.Receipt);

    private static DiaryEntry RoundTrip(DiaryEntry entry) =>
        JsonSerializer.Deserialize(
            JsonSerializer.Serialize(entry, HubsJson.Default.DiaryEntry),
            HubsJson.Default.DiaryEntry
        )!;

    /// <summary>The check made afresh for each random day is asked after each attempt; it answers what is wrong, or null.</summary>
    private static void Always(Func<RandomDay, Func<Attempt, string?>> check) =>
        Run(attempts =>
        {
            var ask = check(new RandomDay());
            foreach (var attempt in attempts)
                if (ask(attempt) is { } wrong)
                    return wrong;
            return null;
        });

    private static void Finally(Func<RandomDay, string?> check) =>
        Run(attempts =>
        {
            var random = new RandomDay();
            foreach (var attempt in attempts)
                random.Try(attempt);
            return check(random);
        });

    private static void Run(Func<Attempt[], string?> wrong) =>
        Prop.ForAll(
                RandomDay.Attempts.ToArbitrary(),
                attempts =>
                    wrong(attempts) is not { } sentence
                        ? true
                        : throw new InvalidOperationException(sentence)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(2026_11_24UL, 1UL));
}
