using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Api;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Desk;

/// <summary>One room today: its state, blocking it, and other rooms for the sessions that cannot stay.</summary>
[ForRoles(Role.Receptionist, Role.Coordinator)]
public sealed class RoomModel(DeskWork desk) : HubPage(desk)
{
    private Diary diary = null!;
    private Network network = new();

    [BindProperty]
    public TimeOnly? From { get; set; }

    [BindProperty]
    public TimeOnly? To { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Room Room { get; private set; } = null!;

    public RoomState State => diary.RoomStates.GetValueOrDefault(Room.Id);

    public ImmutableArray<RoomBlock> Blocks =>
        [.. diary.Blocks.Where(block => block.Room == Room.Id)];

    public ImmutableArray<Session> Sessions =>
        [
            .. diary
                .Sessions.Values.Where(s =>
                    !s.IsCancelled
                    && s.Session.Room == Room.Id
                    && s.Session.Window.End > Desk.Calendar.Time
                )
                .Select(s => s.Session)
                .OrderBy(session => session.Window.Start),
        ];

    public bool IsAffected(Session session) =>
        Blocks.Any(block => block.Window.Overlaps(session.RoomWindow));

    public int Booked(Session session) =>
        diary.Appointments.Values.Count(a =>
            a.Session == session.Id && a is { IsLive: true, IsOrphaned: false }
        );

    public IReadOnlyList<Room> OtherRooms(Session session) =>
        network.Services.FirstOrDefault(s => s.Id == session.Service) is { } service
            ? SessionByHand.OtherRooms(session, service, diary)
            : [];

    public void OnGet()
    {
        From = Desk.Calendar.Time;
        To = diary.Day?.Open is [.., var last] ? last.End : new TimeOnly(18, 0);
    }

    public Task<IActionResult> OnPostState(RoomState state) =>
        Answer(
            info => Diary.SetRoomState(new SetRoomState(info, Room.Id, state)),
            _ => $"{Room.Name}: {DayWords.Of(state).ToLowerInvariant()}."
        );

    public async Task<IActionResult> OnPostBlock()
    {
        if (From is not { } from)
            ModelState.AddModelError(
                nameof(From),
                "Enter when the block begins, for example 09:30"
            );
        if (To is not { } to || to <= From)
            ModelState.AddModelError(nameof(To), "Enter when the block ends, after it begins");
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > 200)
            ModelState.AddModelError(nameof(Reason), "Say why, in 200 characters or fewer");
        if (!ModelState.IsValid)
            return Page();
        var block = new RoomBlock(
            $"b-{Key}",
            Hub.Id,
            Room.Id,
            Today,
            new TimeWindow(From!.Value, To!.Value),
            Reason!.Trim()
        );
        return await Answer(
            info => Diary.BlockRoom(new BlockRoom(info, block)),
            receipt =>
                receipt.AffectedSessions.IsEmpty
                    ? $"{Room.Name} is blocked {DayWords.Of(block.Window)}. No session is affected."
                    : $"{Room.Name} is blocked {DayWords.Of(block.Window)}. {DayWords.Count(receipt.AffectedSessions.Length, "session")} affected: find another room below."
        );
    }

    public Task<IActionResult> OnPostUnblock(string block) =>
        Answer(
            info => Diary.UnblockRoom(new UnblockRoom(info, block)),
            _ => $"{Room.Name} can be used again."
        );

    public async Task<IActionResult> OnPostChangeRoom(SessionId session, RoomId other)
    {
        var receipt = await Do(info => Diary.ChangeRoom(new ChangeRoom(info, session, other)));
        if (receipt is null)
            return Page();
        this.Succeeded(
            $"{receipt.Session.ServiceName} {DayWords.Of(receipt.Session.Window)} is now in {Hub.FindRoom(other)?.Name}. Its appointments go with it."
        );
        return Redirect(Request.Path);
    }

    public async Task<IActionResult> OnPostCancelSession(SessionId session)
    {
        var receipt = await Do(info => Diary.CancelSession(new CancelSession(info, session)));
        if (receipt is null)
            return Page();
        this.Succeeded(
            $"{receipt.Session.ServiceName} {DayWords.Of(receipt.Session.Window)} is cancelled. {DayWords.Count(receipt.Orphaned.Length, "appointment")} lost their place."
        );
        return Redirect(receipt.Orphaned.IsEmpty ? Request.Path : PathOf("/orphaned"));
    }

    protected override async Task<bool> Prepare()
    {
        if (
            Hub.Rooms.FirstOrDefault(room => room.Id.Value == RouteData.Values["room"] as string)
            is not { } found
        )
            return false;
        Room = found;
        network = await Desk.Network();
        diary = await Diary.Get();
        return true;
    }

    private IDiaryGrain Diary => Desk.Grains.Diary(Hub.Id, Today);

    private async Task<IActionResult> Answer(
        Func<CommandInfo, Task<Answer<RoomReceipt>>> command,
        Func<RoomReceipt, string> sentence
    )
    {
        if (await Do(command) is not { } receipt)
            return Page();
        this.Succeeded(sentence(receipt));
        return Redirect(Request.Path);
    }
}
