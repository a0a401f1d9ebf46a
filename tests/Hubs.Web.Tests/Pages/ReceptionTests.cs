using System.Net;
using System.Text.RegularExpressions;
using Hubs.Model;
using Hubs.Web.Tests.Running;

namespace Hubs.Web.Tests.Pages;

public sealed class ReceptionTests : IDisposable
{
    private const string Search = "/desk/tilbury/book?service=blood-test&at=tilbury";
    private readonly HubsWeb web = new();
    private readonly Browser desk;

    public ReceptionTests()
    {
        web.Grains.Today.With(SampleDay.BloodTests, SampleDay.Supervision);
        desk = new Browser(web, "receptionist");
    }

    public void Dispose() => web.Dispose();

    [Fact]
    public async Task Booking_FromSearchToReference_HoldsTheSlotAndBooksIt()
    {
        await desk.Open(Search);
        await desk.Press("Choose");
        Assert.IsType<HoldSlots>(Assert.Single(web.Grains.Today.Commands));
        await desk.Press("Book", ("Name", "Rose Larkin"), ("Contact", "07700 900123"));
        Assert.StartsWith(
            "/desk/tilbury/appointments/tilbury.20261124.",
            desk.Path,
            StringComparison.Ordinal
        );
        Assert.Contains("Booked. The reference is", desk.Text, StringComparison.Ordinal);
        Assert.Contains("Rose Larkin", desk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Booking_PressedTwice_IsOneAppointmentAndTheSameAnswer()
    {
        await desk.Open(Search);
        await desk.Press("Choose");
        var again = new Browser(web, "receptionist");
        await again.Open(desk.Path);
        var key = Regex.Match(desk.Html, "name=\"Key\" value=\"([^\"]+)\"").Groups[1].Value;
        (string, string)[] typed =
        [
            ("Name", "Rose Larkin"),
            ("Contact", "07700 900123"),
            ("Key", key),
        ];
        await desk.Press("Book", typed);
        await again.Press("Book", typed);
        Assert.Single(web.Grains.Today.State.Appointments);
        Assert.Equal(desk.Path, again.Path);
    }

    [Fact]
    public async Task Booking_WithoutDetails_SaysWhatIsMissing()
    {
        await desk.Open(Search);
        await desk.Press("Choose");
        await desk.Press("Book");
        Assert.Contains("Enter the full name", desk.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Enter a telephone number or an email address",
            desk.Text,
            StringComparison.Ordinal
        );
        Assert.Empty(web.Grains.Today.State.Appointments);
    }

    [Fact]
    public async Task Visit_CheckedInByMistake_CanBeUndone()
    {
        await Book();
        await desk.Open("/desk/tilbury/day");
        await desk.Press("Check in");
        Assert.Contains("is now arrived", desk.Text, StringComparison.Ordinal);
        await desk.Press("Undo");
        Assert.Contains("is now booked", desk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reference_ReadOut_LeadsToTheAppointmentAtAnyHub()
    {
        await Book();
        var reference = web.Grains.Today.State.Appointments.Values.Single().Reference;
        await desk.Open("/desk/corringham/find");
        await desk.Press("Find", ("Reference", reference.ToLowerInvariant()));
        Assert.Contains($"Appointment {reference}", desk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WalkIn_PlacedInOnePress_HasTicketTimeAndRoom()
    {
        await desk.Open("/desk/tilbury/walk-in?service=blood-test");
        Assert.Contains("5 metres from the entrance", desk.Text, StringComparison.Ordinal);
        await desk.Press("10:00 in Bay 1");
        Assert.Contains("Ticket W01: 10:00 in Bay 1", desk.Text, StringComparison.Ordinal);
        var appointment = web.Grains.Today.State.Appointments.Values.Single();
        Assert.Equal(AppointmentStatus.Arrived, appointment.Status);
    }

    [Fact]
    public async Task WalkIn_WithNothingFreeHere_IsSentOnOrWaits()
    {
        await desk.Open("/desk/corringham/walk-in?service=blood-test");
        Assert.Contains("Nothing is free at Corringham", desk.Text, StringComparison.Ordinal);
        await desk.Press("Tilbury and Chadwell: today 10:00");
        Assert.Contains("sent to Tilbury and Chadwell", desk.Text, StringComparison.Ordinal);
        await desk.Open("/desk/corringham/walk-in?service=blood-test");
        await desk.Press("Give a ticket");
        Assert.Contains("W02 : Phlebotomy", desk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FloodedRoom_NamesTheSessionsThatCannotStay()
    {
        await desk.Open("/desk/tilbury/rooms/tilbury-bay-1");
        await desk.Press(
            "Block the room",
            ("From", "09:30"),
            ("To", "12:00"),
            ("Reason", "Flooded")
        );
        Assert.Contains("1 session affected", desk.Text, StringComparison.Ordinal);
        Assert.Contains("The room is blocked in this time", desk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TimeThatCannotBeRead_IsSaidBesideItsField()
    {
        await desk.Open("/desk/tilbury/rooms/tilbury-bay-1");
        await desk.Press(
            "Block the room",
            ("From", "half past"),
            ("To", "12:00"),
            ("Reason", "Flooded")
        );
        Assert.Contains("From cannot be read", desk.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"half past\"", desk.Html, StringComparison.Ordinal);
        Assert.Empty(web.Grains.Today.State.Blocks);
    }

    [Theory]
    [InlineData("/desk/tilbury/book?service=&at=tilbury")]
    [InlineData("/desk/tilbury/walk-in?service=")]
    public async Task NoServiceChosen_IsAskedFor(string path)
    {
        await desk.Open(path);
        Assert.Contains("Error: Choose a service", desk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_SaysWhoDidWhatToWhichAppointment_AndNobodysName()
    {
        await Book();
        var reference = web.Grains.Today.State.Appointments.Values.Single().Reference;
        await desk.Open("/desk/tilbury/history");
        Assert.Contains(
            $"{reference}: Booked 10:00 in Phlebotomy",
            desk.Text,
            StringComparison.Ordinal
        );
        Assert.Contains("Reception", desk.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Larkin", desk.Html, StringComparison.Ordinal);

        await desk.Open("/desk/tilbury/history/2026-12-25");
        Assert.Contains("Nothing has been recorded", desk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelledSession_LeavesItsAppointmentsAmongThoseWhoLostTheirPlace()
    {
        await Book();
        await desk.Open("/desk/tilbury/rooms/tilbury-bay-1");
        Assert.Contains(
            "1 appointment would lose their place",
            desk.Text,
            StringComparison.Ordinal
        );
        await desk.Press("Cancel the session");
        Assert.Equal("/desk/tilbury/orphaned", desk.Path);
        Assert.True(web.Grains.Today.State.Appointments.Values.Single().IsOrphaned);
    }

    [Theory]
    [InlineData("resident", "/desk/tilbury", HttpStatusCode.Forbidden)]
    [InlineData("clinician", "/desk/tilbury/day", HttpStatusCode.Forbidden)]
    [InlineData("receptionist", "/clinicians", HttpStatusCode.Forbidden)]
    [InlineData("receptionist", "/desk/nowhere", HttpStatusCode.NotFound)]
    [InlineData("receptionist", "/desk/tilbury/rooms/nowhere", HttpStatusCode.NotFound)]
    [InlineData(
        "receptionist",
        "/desk/tilbury/appointments/tilbury.20261124.aaaaaaaa",
        HttpStatusCode.NotFound
    )]
    public async Task Page_NotForThisRoleOrNotThere_SaysSo(
        string role,
        string path,
        HttpStatusCode status
    )
    {
        var browser = new Browser(web, role);
        await browser.Open(path);
        Assert.Equal(status, browser.Status);
    }

    private async Task Book()
    {
        await desk.Open(Search);
        await desk.Press("Choose");
        await desk.Press("Book", ("Name", "Rose Larkin"), ("Contact", "07700 900123"));
    }
}
