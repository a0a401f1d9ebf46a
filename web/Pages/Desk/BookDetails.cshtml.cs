using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Components;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Desk;

/// <summary>Second step: whose appointment it is. The slot is held meanwhile; pressing twice books once.</summary>
[ForRoles(Role.Receptionist, Role.Coordinator)]
[ResponseCache(NoStore = true)]
public sealed class BookDetailsModel(DeskWork desk) : HubPage(desk)
{
    public static readonly IReadOnlyList<Choice> AllNeeds =
    [
        new("bsl-interpreter", "British Sign Language interpreter"),
        new("large-print", "Large print"),
        new("easy-read", "Easy Read"),
        new("step-free", "Step-free way"),
        new("quiet-place", "Quiet place to wait"),
        new("longer-slot", "More time"),
    ];

    [
        BindProperty,
        Required(ErrorMessage = "Enter the full name"),
        StringLength(100, ErrorMessage = "The name must be 100 characters or fewer")
    ]
    public string? Name { get; set; }

    [
        BindProperty,
        Required(ErrorMessage = "Enter a telephone number or an email address"),
        StringLength(200, ErrorMessage = "The contact must be 200 characters or fewer")
    ]
    public string? Contact { get; set; }

    [BindProperty]
    public List<string> Needs { get; set; } = [];

    public Session Session { get; private set; } = null!;

    public Hold Held { get; private set; } = null!;

    public string Until =>
        TimeZoneInfo
            .ConvertTime(Held.Until, UkCalendar.Zone)
            .ToString("HH:mm", CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGet(string hold) => await Read(hold) ? Page() : Over();

    public async Task<IActionResult> OnPost(string hold)
    {
        if (!CommandId.TryParse(Key, out var key) || !DiaryKey.TryOfIssued(hold, out var day))
            return BadRequest();
        var isHeld = await Read(hold);
        // Pressed twice: the first press has booked it and ended the hold.
        if (!isHeld)
            return
                (await Desk.Grains.Diary(day).Get()).Answered.GetValueOrDefault(key)?.Receipt
                    is AppointmentReceipt booked
                ? Booked(booked)
                : Over();
        if (!ModelState.IsValid)
            return Page();
        var details = await Desk.Residents.Seal(new ResidentDetails(Name!.Trim(), Contact!.Trim()));
        var known = AllNeeds.Select(need => need.Value).Intersect(Needs);
        var receipt = await Do(info =>
            Desk.Grains.Diary(day)
                .Book(
                    new BookAppointment(
                        info,
                        Session.Id,
                        Held.Window.Start,
                        Session.Service,
                        details,
                        [.. known],
                        Hold: Held.Id
                    )
                )
        );
        return receipt is null ? Page() : Booked(receipt);
    }

    public async Task<IActionResult> OnPostExtend(string hold)
    {
        if (!await Read(hold))
            return Over();
        ModelState.Clear();
        var receipt = await Do(info =>
            Desk.Grains.Diary(Hub.Id, Session.Date).ExtendHold(new ExtendHold(info, Held.Id))
        );
        return receipt is null ? Page() : Redirect(Request.Path);
    }

    public async Task<IActionResult> OnPostRelease(string hold)
    {
        if (!await Read(hold))
            return Over();
        ModelState.Clear();
        var receipt = await Do(info =>
            Desk.Grains.Diary(Hub.Id, Session.Date).ReleaseHold(new ReleaseHold(info, Held.Id))
        );
        if (receipt is null)
            return Page();
        this.Succeeded("The slot is free for others again.");
        return Redirect(PathOf("/book"));
    }

    private RedirectResult Booked(AppointmentReceipt receipt)
    {
        this.Succeeded($"Booked. The reference is {receipt.Reference}.");
        return Redirect($"/desk/{receipt.Hub}/appointments/{receipt.Id}");
    }

    private RedirectResult Over() => Redirect(PathOf("/book?ended=true"));

    private async Task<bool> Read(string hold)
    {
        if (!DiaryKey.TryOfIssued(hold, out var day) || day.Hub != Hub.Id)
            return false;
        var diary = await Desk.Grains.Diary(day).Get();
        var id = new HoldId(hold);
        if (
            diary.Sessions.Values.FirstOrDefault(session => session.Holds.ContainsKey(id))
            is not { } found
        )
            return false;
        (Session, Held) = (found.Session, found.Holds[id]);
        return true;
    }
}
