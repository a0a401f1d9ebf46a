using Hubs.Journeys.Tests.Running;
using Hubs.Model;
using Hubs.Web.Pages;

namespace Hubs.Journeys.Tests.Pages;

/// <summary>
/// What holds for every page that has an address of its own. A new page adds its line to <see cref="Pages"/>; the steps
/// of a journey are looked at where it is walked.
/// </summary>
[Collection(RunningProduct.Name)]
public sealed class EveryPageTests(RunningProduct running)
{
    public static TheoryData<Role, string> Pages =>
        new()
        {
            { Role.Resident, "/" },
            { Role.Receptionist, "/" },
            { Role.Clinician, "/" },
            { Role.Coordinator, "/" },
            { Role.Resident, "/components" },
            { Role.Resident, "/problems/slot-taken" },
            { Role.Resident, "/whats-on" },
            { Role.Resident, "/whats-on/tilbury" },
            { Role.Resident, "/whats-on/grays?service=physiotherapy&week=1" },
            { Role.Resident, "/wall/tilbury" },
            { Role.Receptionist, "/desk" },
            { Role.Receptionist, "/desk/tilbury" },
            { Role.Receptionist, "/desk/tilbury/day" },
            { Role.Receptionist, "/desk/tilbury/book?service=blood-tests" },
            { Role.Receptionist, "/desk/tilbury/walk-in?service=blood-tests" },
            { Role.Receptionist, "/desk/tilbury/find" },
            { Role.Receptionist, "/desk/tilbury/rooms" },
            { Role.Receptionist, "/desk/tilbury/rooms/til-c1" },
            { Role.Receptionist, "/desk/tilbury/orphaned" },
            { Role.Clinician, "/clinicians" },
            { Role.Clinician, "/clinicians/nwosu-funmi" },
            { Role.Clinician, "/clinicians/nwosu-funmi/book?service=blood-tests" },
            { Role.Clinician, "/clinicians/nwosu-funmi/leave" },
            { Role.Clinician, "/clinicians/nwosu-funmi/calendars" },
            { Role.Coordinator, "/plans" },
            { Role.Coordinator, "/plans/rules" },
            { Role.Coordinator, "/plans/rules/tilbury" },
            { Role.Coordinator, "/plans/{week}" },
            { Role.Coordinator, "/plans/{week}/tilbury/{date}" },
            { Role.Coordinator, "/plans/{week}/compare" },
            { Role.Coordinator, "/plans/{week}/repair" },
            { Role.Coordinator, "/clinicians/clashes" },
            { Role.Coordinator, "/service-mix/tilbury" },
            { Role.Coordinator, "/import" },
            { Role.Coordinator, "/jobs" },
        };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_OnADesktopAndAPhone_IsInOrder(Role role, string path)
    {
        await using var visit = await running.Visit(role);
        var answer = await visit.Go(Filled(path));
        Assert.True(answer.Ok, $"{path} answered {answer.Status}");
        Assert.Contains(
            "default-src 'self'",
            answer.Headers["content-security-policy"],
            StringComparison.Ordinal
        );
        await visit.PageIsInOrder();
    }

    [Theory]
    [InlineData(Role.Resident, "/no-such-page", 404)]
    [InlineData(Role.Resident, "/desk/tilbury", 403)]
    [InlineData(Role.Resident, "/error/400", 400)]
    [InlineData(Role.Resident, "/error/429", 429)]
    [InlineData(Role.Resident, "/error/500", 500)]
    public async Task ErrorPage_SaysWhatItIs_AndIsInOrder(Role role, string path, int status)
    {
        await using var visit = await running.Visit(role);
        var answer = await visit.Go(path);
        Assert.Equal(status, answer.Status);
        // That the page itself was refused is reported too; it is what is looked at here.
        visit.ForgetComplaints();
        await visit.PageIsInOrder();
    }

    private string Filled(string path) =>
        path.Replace("{week}", running.Day.NextWeek.ToString(), StringComparison.Ordinal)
            .Replace("{date}", DayWords.Iso(running.Day.NextWednesday), StringComparison.Ordinal);
}
