using Hubs.Model;
using Hubs.Web.Tests.Running;

namespace Hubs.Web.Tests.Pages;

public sealed class ClinicianPagesTests : IDisposable
{
    private readonly HubsWeb web = new();
    private readonly Browser clinician;

    public ClinicianPagesTests() => clinician = new Browser(web, "clinician");

    public void Dispose() => web.Dispose();

    [Fact]
    public async Task Offer_Pressed_BooksClinicianAndRoomTogether()
    {
        var wednesday = web.Grains.Diary("tilbury", SampleDay.Tuesday.AddDays(1)).With();
        await clinician.Open(Asking("2026-11-25"));
        await clinician.Press("Book Wednesday 25 November 09:00 to 10:00");
        Assert.Contains(
            "Booked: Phlebotomy, Wednesday 25 November 09:00 to 10:00",
            clinician.Text,
            StringComparison.Ordinal
        );
        var placed = Assert.IsType<PlaceSession>(wednesday.Commands[^1]).Session;
        Assert.Equal(SampleNetwork.Nurse, Assert.Single(placed.Clinicians));
    }

    [Fact]
    public async Task AskingForASaturday_NamesTheRuleAndTheNearestFit()
    {
        await clinician.Open(Asking("2026-11-28"));
        Assert.Contains(
            "What you asked for does not fit",
            clinician.Text,
            StringComparison.Ordinal
        );
        Assert.Contains("The nearest that fits", clinician.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leave_Taken_ReachesTheCliniciansDays()
    {
        await clinician.Open("/clinicians/nurse-ama/leave");
        await clinician.Press(
            "Take leave",
            ("First.Day", "1"),
            ("First.Month", "12"),
            ("First.Year", "2026"),
            ("Last.Day", "2"),
            ("Last.Month", "12"),
            ("Last.Year", "2026")
        );
        Assert.Contains("Leave is taken", clinician.Text, StringComparison.Ordinal);
        var taken = Assert.IsType<TakeLeave>(
            Assert.Single(web.Grains.Clinician("nurse-ama").Commands)
        );
        Assert.Equal(new DateOnly(2026, 12, 2), taken.Leave.To);
    }

    private static string Asking(string date) =>
        $"/clinicians/nurse-ama/book?service=blood-test&at=tilbury&date={date}&earliest=09:00&latest=12:00&minutes=60";
}
