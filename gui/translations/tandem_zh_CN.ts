<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Core</name>
    <message>
        <source>single-task</source>
        <translation>单任务</translation>
    </message>
    <message>
        <source>multi-task</source>
        <translation>多任务</translation>
    </message>
    <message>
        <source>many-task</source>
        <translation>超多任务</translation>
    </message>
    <message>
        <source>single-objective</source>
        <translation>单目标</translation>
    </message>
    <message>
        <source>multi-objective</source>
        <translation>多目标</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>competitive</source>
        <translation>竞争性</translation>
    </message>
    <message>
        <source>constrained</source>
        <translation>有约束</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>constraint handling</source>
        <translation>约束处理</translation>
    </message>
    <message>
        <source>differential evolution</source>
        <translation>差分进化</translation>
    </message>
    <message>
        <source>estimation of distribution</source>
        <translation>分布估计</translation>
    </message>
    <message>
        <source>evolution strategy</source>
        <translation>进化策略</translation>
    </message>
    <message>
        <source>genetic algorithm</source>
        <translation>遗传算法</translation>
    </message>
    <message>
        <source>swarm intelligence</source>
        <translation>群体智能</translation>
    </message>
    <message>
        <source>multitask</source>
        <translation>多任务</translation>
    </message>
    <message>
        <source>multifactorial</source>
        <translation>多因子</translation>
    </message>
    <message>
        <source>multi-population</source>
        <translation>多种群</translation>
    </message>
    <message>
        <source>constrained multitask</source>
        <translation>约束多任务</translation>
    </message>
    <message>
        <source>competitive multitask</source>
        <translation>竞争多任务</translation>
    </message>
    <message>
        <source>multi-objective single-task</source>
        <translation>多目标单任务</translation>
    </message>
    <message>
        <source>decomposition</source>
        <translation>基于分解</translation>
    </message>
    <message>
        <source>indicator</source>
        <translation>基于指标</translation>
    </message>
    <message>
        <source>non-dominated sorting</source>
        <translation>非支配排序</translation>
    </message>
    <message>
        <source>swarm</source>
        <translation>群体智能</translation>
    </message>
    <message>
        <source>multi-objective multitask</source>
        <translation>多目标多任务</translation>
    </message>
    <message>
        <source>multi-objective many-task</source>
        <translation>多目标超多任务</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>own</source>
        <translation>自带</translation>
    </message>
    <message>
        <source>official</source>
        <translation>官方</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>budget of a run, all tasks together</source>
        <translation>一次运行的评价次数预算，所有任务合计</translation>
    </message>
    <message>
        <source>the problem&apos;s</source>
        <translation>问题自带的值</translation>
    </message>
    <message>
        <source>individuals per task</source>
        <translation>每个任务的个体数</translation>
    </message>
    <message>
        <source>randomness of the experiment</source>
        <translation>整个实验的随机性</translation>
    </message>
    <message>
        <source>runs of each algorithm on each problem</source>
        <translation>每个算法在每个问题上的运行次数</translation>
    </message>
    <message>
        <source>records per run</source>
        <translation>每次运行的记录点数</translation>
    </message>
    <message>
        <source>a run that takes longer fails, the others go on</source>
        <translation>超时的运行记为失败，其余继续</translation>
    </message>
    <message>
        <source>Convergence</source>
        <translation>收敛曲线</translation>
    </message>
    <message>
        <source>median with quartile band against evaluations really spent</source>
        <translation>中位数与四分位带，横轴为实际消耗的评价次数</translation>
    </message>
    <message>
        <source>Box plot</source>
        <translation>箱线图</translation>
    </message>
    <message>
        <source>values at the end of the runs</source>
        <translation>各次运行结束时的值</translation>
    </message>
    <message>
        <source>Violin plot</source>
        <translation>小提琴图</translation>
    </message>
    <message>
        <source>density of the values at the end of the runs</source>
        <translation>各次运行结束时的值的概率密度</translation>
    </message>
    <message>
        <source>Pareto front</source>
        <translation>Pareto 前沿</translation>
    </message>
    <message>
        <source>non-dominated solutions with the reference front</source>
        <translation>非支配解与参考前沿</translation>
    </message>
    <message>
        <source>Runtime distribution</source>
        <translation>运行时间分布</translation>
    </message>
    <message>
        <source>share of targets reached against evaluations</source>
        <translation>达到的目标值比例随评价次数的变化</translation>
    </message>
    <message>
        <source>Difference of runtime distributions</source>
        <translation>运行时间分布之差</translation>
    </message>
    <message>
        <source>share of targets reached minus that of a base, with bootstrap bands</source>
        <translation>达到的目标值比例减去基准的比例，带自助法置信带</translation>
    </message>
    <message>
        <source>Performance profile</source>
        <translation>性能剖面</translation>
    </message>
    <message>
        <source>share solved within a factor of the fewest evaluations</source>
        <translation>在最少评价次数的给定倍数内求解的比例</translation>
    </message>
    <message>
        <source>Data profile</source>
        <translation>数据剖面</translation>
    </message>
    <message>
        <source>share solved within a number of evaluations per D + 1</source>
        <translation>在每 D + 1 维给定评价次数内求解的比例</translation>
    </message>
    <message>
        <source>Critical difference</source>
        <translation>临界差异图</translation>
    </message>
    <message>
        <source>mean ranks with Nemenyi&apos;s test</source>
        <translation>平均排名与 Nemenyi 检验</translation>
    </message>
    <message>
        <source>Heat map of ranks</source>
        <translation>排名热力图</translation>
    </message>
    <message>
        <source>rank of each algorithm on each task</source>
        <translation>各算法在各任务上的排名</translation>
    </message>
    <message>
        <source>Verdict over time</source>
        <translation>优劣随时间的变化</translation>
    </message>
    <message>
        <source>better or worse than the single-task twin (or a base), by task and checkpoint</source>
        <translation>相对单任务对照算法（或基准）的优劣，按任务和检查点</translation>
    </message>
    <message>
        <source>Attainment</source>
        <translation>达成图</translation>
    </message>
    <message>
        <source>share of runs that reached a value within so many evaluations</source>
        <translation>在给定评价次数后达到某一值的运行比例</translation>
    </message>
    <message>
        <source>Power by number of runs</source>
        <translation>检验功效与运行次数</translation>
    </message>
    <message>
        <source>how many runs the rank-sum test needs to see a difference</source>
        <translation>秩和检验需要多少次运行才能发现差异</translation>
    </message>
    <message>
        <source>Transfer matrix</source>
        <translation>迁移矩阵</translation>
    </message>
    <message>
        <source>donor by receiver: made, survived, improved, lift</source>
        <translation>源任务 × 目标任务：产生、存活、改进、提升度</translation>
    </message>
    <message>
        <source>Traces</source>
        <translation>自适应参数轨迹</translation>
    </message>
    <message>
        <source>what algorithms adapt (rmp, F, sigma, ...) against evaluations</source>
        <translation>算法自适应的量（rmp、F、sigma 等）随评价次数的变化</translation>
    </message>
    <message>
        <source>Evaluations by purpose</source>
        <translation>评价次数的用途</translation>
    </message>
    <message>
        <source>what the evaluations of each task were spent on</source>
        <translation>各任务的评价次数花在哪里</translation>
    </message>
    <message>
        <source>Bubble chart</source>
        <translation>气泡图</translation>
    </message>
    <message>
        <source>one bubble per run: any results and parameters as x, y, size and colour</source>
        <translation>每次运行一个气泡：任意结果与参数作横轴、纵轴、大小和颜色</translation>
    </message>
    <message>
        <source>Box plot over a parameter</source>
        <translation>按参数的箱线图</translation>
    </message>
    <message>
        <source>any result of the runs over any parameter or other quantity</source>
        <translation>运行的任意结果对任意参数或其他量</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>CSV, a line per run and checkpoint (*.csv)</source>
        <translation>CSV，每次运行的每个检查点一行 (*.csv)</translation>
    </message>
    <message>
        <source>IOHanalyzer (*.ioh.csv)</source>
        <translation>IOHanalyzer (*.ioh.csv)</translation>
    </message>
    <message>
        <source>MATLAB (*.mat)</source>
        <translation>MATLAB (*.mat)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>HTML report (*.html)</source>
        <translation>HTML 报告 (*.html)</translation>
    </message>
    <message>
        <source>The program tandem, which writes the file, cannot be started: %1; install it beside tandem-gui.</source>
        <translation>无法启动负责写文件的程序 tandem：%1；请将它安装在 tandem-gui 所在的目录。</translation>
    </message>
    <message>
        <source>tandem ended unexpectedly and wrote nothing.</source>
        <translation>tandem 意外退出，没有写出任何内容。</translation>
    </message>
    <message>
        <source>Export results</source>
        <translation>导出结果</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>导出 %1</translation>
    </message>
    <message>
        <source>%1 is written</source>
        <translation>已写入 %1</translation>
    </message>
    <message>
        <source>Export table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>LaTeX (*.tex);;CSV (*.csv);;Excel (*.xlsx);;Markdown (*.md);;JSON (*.json);;Text (*.txt)</source>
        <translation>LaTeX (*.tex);;CSV (*.csv);;Excel (*.xlsx);;Markdown (*.md);;JSON (*.json);;文本 (*.txt)</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>%1 of %2 sets of official data are imported.</source>
        <translation>已导入 %2 组官方数据中的 %1 组。</translation>
    </message>
    <message>
        <source>
... and %1 more</source>
        <translation>
...还有 %1 组</translation>
    </message>
    <message>
        <source>MTOData that MToP saved</source>
        <translation>MToP 保存的 MTOData</translation>
    </message>
    <message>
        <source>MATLAB (*.mat)</source>
        <translation>MATLAB (*.mat)</translation>
    </message>
    <message>
        <source>Import into</source>
        <translation>导入到</translation>
    </message>
    <message>
        <source>Results (*.h5)</source>
        <translation>结果文件 (*.h5)</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message>
        <source>Folder of an MToP checkout</source>
        <translation>MToP 源码所在文件夹</translation>
    </message>
    <message>
        <source>Import official data</source>
        <translation>导入官方数据</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>%1 evaluations</source>
        <translation>%1 次评价</translation>
    </message>
    <message>
        <source>population %1</source>
        <translation>种群规模 %1</translation>
    </message>
    <message>
        <source>Nothing matches &apos;%1&apos;; the catalogue on the left shows all names.</source>
        <translation>没有与“%1”匹配的条目；左侧目录列出了所有名称。</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>评价次数</translation>
    </message>
    <message>
        <source>Budget of each of its runs, on every problem</source>
        <translation>它每次运行的评价次数预算，对所有问题有效</translation>
    </message>
    <message>
        <source>Budget of each run on it, all tasks together</source>
        <translation>在该问题上每次运行的评价次数预算，所有任务合计</translation>
    </message>
    <message>
        <source>Population</source>
        <translation>种群规模</translation>
    </message>
    <message>
        <source>Individuals per task</source>
        <translation>每个任务的个体数</translation>
    </message>
    <message>
        <source>&amp;Evaluations</source>
        <translation>评价次数(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Population</source>
        <translation>种群规模(&amp;P)</translation>
    </message>
    <message>
        <source>(several)</source>
        <translation>（多个值）</translation>
    </message>
    <message>
        <source>the problem&apos;s</source>
        <translation>问题自带的值</translation>
    </message>
    <message>
        <source>as in the settings</source>
        <translation>与设置相同</translation>
    </message>
    <message>
        <source>These have no parameter in common; edit them one by one.</source>
        <translation>它们没有共同的参数，请逐个编辑。</translation>
    </message>
    <message>
        <source>What all %1 have in common. A value is set for all of them; what is left alone stays as it is.</source>
        <translation>这是全部 %1 项共有的参数。填写的值对每一项生效，未改动的保持不变。</translation>
    </message>
    <message>
        <source>Its runs</source>
        <translation>它的运行</translation>
    </message>
    <message>
        <source>Runs on it</source>
        <translation>在该问题上的运行</translation>
    </message>
    <message>
        <source>&amp;Defaults</source>
        <translation>恢复默认(&amp;D)</translation>
    </message>
    <message>
        <source>%1: &apos;%2&apos; is not a whole number from 1; leave it empty for the problem&apos;s own.</source>
        <translation>%1：“%2”不是大于等于 1 的整数；留空则采用问题自带的值。</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>不小于 %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>不大于 %1</translation>
    </message>
    <message>
        <source>Choose a file...</source>
        <translation>选择文件...</translation>
    </message>
    <message>
        <source>Choose a file... (Ctrl+Space)</source>
        <translation>选择文件...（Ctrl+空格）</translation>
    </message>
    <message>
        <source>Descriptions (*.toml);;All files (*)</source>
        <translation>描述文件 (*.toml);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Parameters: %1</source>
        <translation>参数：%1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>Tasks: %1; variables: %2; objectives: %3; evaluations: %4</source>
        <translation>任务数：%1；变量数：%2；目标数：%3；评价次数：%4</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>不到一秒</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>约 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>约 %1 分钟</translation>
    </message>
    <message>
        <source>about %1 h</source>
        <translation>约 %1 小时</translation>
    </message>
    <message>
        <source>about %1 days</source>
        <translation>约 %1 天</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>Export figure</source>
        <translation>导出图形</translation>
    </message>
    <message>
        <source>as it needs</source>
        <translation>按内容需要</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> 毫米</translation>
    </message>
    <message>
        <source>the figure&apos;s</source>
        <translation>与图形相同</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> 磅</translation>
    </message>
    <message>
        <source>Pixels per inch; PNG files only</source>
        <translation>每英寸像素数，仅用于 PNG 文件</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Font size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>DPI</source>
        <translation>DPI</translation>
    </message>
    <message>
        <source>Figures (*.pdf *.svg *.png)</source>
        <translation>图形文件 (*.pdf *.svg *.png)</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>No Pareto front of %1 is known.</source>
        <translation>%1 没有已知的 Pareto 前沿。</translation>
    </message>
    <message>
        <source>defaults</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 of %2 finished</source>
        <translation>完成 %1 / %2</translation>
    </message>
    <message>
        <source>, %1 failed</source>
        <translation>，%1 次失败</translation>
    </message>
    <message>
        <source>, %1 missing</source>
        <translation>，%1 次缺失</translation>
    </message>
    <message>
        <source>; still in parts</source>
        <translation>；仍为分散的文件</translation>
    </message>
    <message>
        <source>; still in parts, can be resumed</source>
        <translation>；仍为分散的文件，可以续算</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Imported from</source>
        <translation>导入自</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Compiler</source>
        <translation>编译器</translation>
    </message>
    <message>
        <source>Continued by</source>
        <translation>续算者</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Repetitions</source>
        <translation>重复次数</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点数</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>决策变量</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>数值精度</translation>
    </message>
    <message>
        <source>full</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>reduced to %1</source>
        <translation>已降为 %1</translation>
    </message>
    <message>
        <source>Algorithms</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Single-task twin</source>
        <translation>单任务对照算法</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>实例</translation>
    </message>
    <message>
        <source>Checksum of the data</source>
        <translation>数据校验和</translation>
    </message>
    <message>
        <source>Specification</source>
        <translation>实验配置</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (not made)</source>
        <translation>%1（未生成）</translation>
    </message>
    <message>
        <source>None was found; TANDEM_BASELINES_DIR names their folder</source>
        <translation>未找到；TANDEM_BASELINES_DIR 指定其文件夹</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本信息</translation>
    </message>
    <message>
        <source>Trimmed</source>
        <translation>已精简</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>(More choices, Different instances compares them anyway)</source>
        <translation>(更多选项 &gt; 不同实例 compares them anyway)</translation>
    </message>
    <message>
        <source>finish it with Run, Resume results file</source>
        <translation>finish it with 运行 &gt; 续算结果文件</translation>
    </message>
    <message>
        <source>add its folder with File, Plug-ins</source>
        <translation>add its folder with 文件 &gt; 插件</translation>
    </message>
    <message>
        <source>make it with Save decisions</source>
        <translation>make it with 保存决策变量</translation>
    </message>
    <message>
        <source>complete it first with Run, Resume results file</source>
        <translation>complete it first with 运行 &gt; 续算结果文件</translation>
    </message>
    <message>
        <source>Split by repetition, in the place Data, makes</source>
        <translation>按重复拆分, in the page 数据, makes</translation>
    </message>
    <message>
        <source>complete it with Run, Resume results file, or replace it</source>
        <translation>complete it with 运行 &gt; 续算结果文件, or replace it</translation>
    </message>
    <message>
        <source>choose one as Base</source>
        <translation>choose one as 基准</translation>
    </message>
    <message>
        <source>choose Wilcoxon rank-sum</source>
        <translation>choose Wilcoxon 秩和检验</translation>
    </message>
    <message>
        <source>choose Wilcoxon rank-sum for it</source>
        <translation>choose Wilcoxon 秩和检验 for it</translation>
    </message>
    <message>
        <source>choose one of the list Evaluated by</source>
        <translation>choose one of the list 评价设备</translation>
    </message>
    <message>
        <source>tick CPU may take over</source>
        <translation>tick 允许改用 CPU</translation>
    </message>
    <message>
        <source>(Runs in flight)</source>
        <translation>(同时进行的运行)</translation>
    </message>
    <message>
        <source>import official data (place Data)</source>
        <translation>import official data (page 数据)</translation>
    </message>
    <message>
        <source>import official data again (place Data)</source>
        <translation>import official data again (page 数据)</translation>
    </message>
    <message>
        <source>the catalogue of Experiment \1</source>
        <translation>the catalogue of 实验 \1</translation>
    </message>
    <message>
        <source>the place Data lists problems and algorithms of a file</source>
        <translation>the page 数据 lists problems and algorithms of a file</translation>
    </message>
    <message>
        <source>; the list Metric shows them</source>
        <translation>; the list 指标 shows them</translation>
    </message>
    <message>
        <source>draw Convergence or Box plot instead</source>
        <translation>draw 收敛曲线 or 箱线图 instead</translation>
    </message>
    <message>
        <source>complete them with Run, Resume results file</source>
        <translation>complete them with 运行 &gt; 续算结果文件</translation>
    </message>
    <message>
        <source>open it in the place Results or Data</source>
        <translation>open it in the page 结果 or 数据</translation>
    </message>
    <message>
        <source>the place Data imports what MToP saved</source>
        <translation>the page 数据 imports what MToP saved</translation>
    </message>
    <message>
        <source>the place Data imports tables of results</source>
        <translation>the page 数据 imports tables of results</translation>
    </message>
</context>
<context>
    <name>tandem::gui::CatalogueList</name>
    <message>
        <source>A&amp;dd selected</source>
        <translation>添加所选(&amp;D)</translation>
    </message>
    <message>
        <source>Name, author, year, family</source>
        <translation>名称、作者、年份、算法族</translation>
    </message>
    <message>
        <source>Name, author, year, suite</source>
        <translation>名称、作者、年份、测试集</translation>
    </message>
    <message>
        <source>Search algorithms</source>
        <translation>搜索算法</translation>
    </message>
    <message>
        <source>Search problems</source>
        <translation>搜索问题</translation>
    </message>
    <message>
        <source>Algorithms of the catalogue</source>
        <translation>目录中的算法</translation>
    </message>
    <message>
        <source>Problems of the catalogue</source>
        <translation>目录中的问题</translation>
    </message>
    <message>
        <source>Details of the current entry</source>
        <translation>所选条目的说明</translation>
    </message>
    <message>
        <source>Add to the experiment (Enter; Ctrl+A in the list selects all that is shown)</source>
        <translation>加入实验（回车；在列表中按 Ctrl+A 选择所有显示的条目）</translation>
    </message>
    <message>
        <source>Nothing matches the words and labels.</source>
        <translation>没有条目符合这些词语和标签。</translation>
    </message>
    <message>
        <source>(single-task twin: %1)</source>
        <translation>（单任务对照算法：%1）</translation>
    </message>
    <message>
        <source>By family</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>By suite</source>
        <translation>按测试集</translation>
    </message>
    <message>
        <source>By family, or one list that a click on a header sorts</source>
        <translation>按类别分组，或显示为一个列表（点击表头排序）</translation>
    </message>
    <message>
        <source>By suite, or one list that a click on a header sorts</source>
        <translation>按测试集分组，或显示为一个列表（点击表头排序）</translation>
    </message>
    <message>
        <source>Add selected</source>
        <translation>添加所选</translation>
    </message>
    <message>
        <source>Select all that is shown</source>
        <translation>选择所有显示的项</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>全部展开</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Right</source>
        <translation>Ctrl+Shift+Right</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>全部折叠</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Left</source>
        <translation>Ctrl+Shift+Left</translation>
    </message>
    <message>
        <source>Reload plug-ins</source>
        <translation>重新加载插件</translation>
    </message>
</context>
<context>
    <name>tandem::gui::CatalogueModel</name>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>算法族</translation>
    </message>
    <message>
        <source>Suite</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>%1: %2 entries</source>
        <translation>%1：%2 项</translation>
    </message>
    <message>
        <source>With the default parameters</source>
        <translation>按默认参数</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Objectives</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>评价次数</translation>
    </message>
</context>
<context>
    <name>tandem::gui::CollectionView</name>
    <message>
        <source>Quantity across</source>
        <translation>横轴的量</translation>
    </message>
    <message>
        <source>Quantity upward</source>
        <translation>纵轴的量</translation>
    </message>
    <message>
        <source>Quantity that makes bubbles larger</source>
        <translation>决定气泡大小的量</translation>
    </message>
    <message>
        <source>Quantity that colours bubbles</source>
        <translation>决定气泡颜色的量</translation>
    </message>
    <message>
        <source>Only selected</source>
        <translation>仅所选</translation>
    </message>
    <message>
        <source>Open a result file to see its runs.</source>
        <translation>打开结果文件即可查看其中的运行。</translation>
    </message>
    <message>
        <source>Chart of the runs</source>
        <translation>运行图</translation>
    </message>
    <message>
        <source>Bubble chart</source>
        <translation>气泡图</translation>
    </message>
    <message>
        <source>Box plot</source>
        <translation>箱线图</translation>
    </message>
    <message>
        <source>Filter of the runs</source>
        <translation>运行筛选</translation>
    </message>
    <message>
        <source>Filter runs: words of algorithm and problem, comparisons such as seconds&lt;2</source>
        <translation>筛选运行：算法和问题名中的词，或 seconds&lt;2 之类的比较</translation>
    </message>
    <message>
        <source>Runs with all of the words in their algorithm&apos;s or problem&apos;s name, and for which all comparisons hold:
seconds&lt;2, rmp&gt;=0.3, objective:1&lt;1e-3, method=GA. The lists of quantities say in their tooltips how each is called here.</source>
        <translation>算法名或问题名含有全部词、且满足全部比较的运行：
seconds&lt;2、rmp&gt;=0.3、objective:1&lt;1e-3、method=GA。各量在此处的名称见量列表的提示。</translation>
    </message>
    <message>
        <source>Shows the runs that are selected in the chart, and no others</source>
        <translation>只显示图中所选的运行</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Upward</source>
        <translation>纵轴</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Runs selected in the chart</source>
        <translation>图中所选的运行</translation>
    </message>
    <message>
        <source>Enter or a double click opens the run</source>
        <translation>回车或双击打开该运行</translation>
    </message>
    <message>
        <source>&amp;Open run</source>
        <translation>打开运行(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Mark in the chart</source>
        <translation>在图中标出(&amp;M)</translation>
    </message>
    <message>
        <source>Reading results...</source>
        <translation>正在读取结果...</translation>
    </message>
    <message>
        <source>all alike</source>
        <translation>全部相同</translation>
    </message>
    <message>
        <source>In filters: %1</source>
        <translation>筛选中写作：%1</translation>
    </message>
    <message>
        <source>No run fits the filter.</source>
        <translation>没有符合筛选条件的运行。</translation>
    </message>
    <message>
        <source>%L1 of %L2 runs</source>
        <translation>%L2 次运行中的 %L1 次</translation>
    </message>
    <message>
        <source>, %L1 selected</source>
        <translation>，已选 %L1 次</translation>
    </message>
    <message>
        <source>Grouped by</source>
        <translation>分组依据</translation>
    </message>
    <message>
        <source>Quantity that has a box for each of its values, or for ranges of them</source>
        <translation>每个取值或取值区间对应一个箱的量</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Quantity that the boxes show</source>
        <translation>箱所显示的量</translation>
    </message>
</context>
<context>
    <name>tandem::gui::ComparisonForm</name>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Statistic</source>
        <translation>统计量</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Mean (std)</source>
        <translation>均值（标准差）</translation>
    </message>
    <message>
        <source>Std</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最优</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>最差</translation>
    </message>
    <message>
        <source>Every run</source>
        <translation>每次运行</translation>
    </message>
    <message>
        <source>Median (quartiles)</source>
        <translation>中位数（四分位数）</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>No test</source>
        <translation>不检验</translation>
    </message>
    <message>
        <source>Wilcoxon rank-sum</source>
        <translation>Wilcoxon 秩和检验</translation>
    </message>
    <message>
        <source>Wilcoxon signed-rank</source>
        <translation>Wilcoxon 符号秩检验</translation>
    </message>
    <message>
        <source>Friedman</source>
        <translation>Friedman 检验</translation>
    </message>
    <message>
        <source>Bayesian signed-rank</source>
        <translation>贝叶斯符号秩检验</translation>
    </message>
    <message>
        <source>Base of the test</source>
        <translation>检验的基准</translation>
    </message>
    <message>
        <source>Correction for many comparisons</source>
        <translation>多重比较校正</translation>
    </message>
    <message>
        <source>No correction</source>
        <translation>不校正</translation>
    </message>
    <message>
        <source>Holm</source>
        <translation>Holm 校正</translation>
    </message>
    <message>
        <source>Highlight</source>
        <translation>突出显示</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Best and worst</source>
        <translation>最优和最差</translation>
    </message>
    <message>
        <source>Number format</source>
        <translation>数值格式</translation>
    </message>
    <message>
        <source>Order of the algorithms</source>
        <translation>算法的顺序</translation>
    </message>
    <message>
        <source>As in the files</source>
        <translation>与文件相同</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>Base first</source>
        <translation>基准在前</translation>
    </message>
    <message>
        <source>By mean rank</source>
        <translation>按平均排名</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>手动排列</translation>
    </message>
    <message>
        <source>Order of the rows</source>
        <translation>行的顺序</translation>
    </message>
    <message>
        <source>By a column</source>
        <translation>按某一列</translation>
    </message>
    <message>
        <source>One printf conversion of a number: %.4e, %.3f, %g</source>
        <translation>一个 printf 数值格式：%.4e、%.3f、%g</translation>
    </message>
    <message>
        <source>&amp;Metric</source>
        <translation>指标(&amp;M)</translation>
    </message>
    <message>
        <source>Stat&amp;istic</source>
        <translation>统计量(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>检验(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Base</source>
        <translation>基准(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Correction</source>
        <translation>校正(&amp;C)</translation>
    </message>
    <message>
        <source>Hi&amp;ghlight</source>
        <translation>突出显示(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Numbers</source>
        <translation>数值(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Algorithms</source>
        <translation>算法(&amp;A)</translation>
    </message>
    <message>
        <source>Row&amp;s</source>
        <translation>行(&amp;S)</translation>
    </message>
    <message>
        <source>Each one&apos;s single-task twin</source>
        <translation>各自的单任务对照算法</translation>
    </message>
    <message>
        <source>+ transfer helped, − it harmed, = no evidence</source>
        <translation>+ 迁移有益，− 迁移有害，= 无证据</translation>
    </message>
    <message>
        <source>Objective or IGD</source>
        <translation>目标值或 IGD</translation>
    </message>
    <message>
        <source>The objective value; of problems with several objectives IGD</source>
        <translation>单目标问题用目标值，多目标问题用 IGD</translation>
    </message>
    <message>
        <source>%1
%2 is better</source>
        <translation>%1
%2为优</translation>
    </message>
    <message>
        <source>larger</source>
        <translation>越大</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>越小</translation>
    </message>
</context>
<context>
    <name>tandem::gui::ComparisonTable</name>
    <message>
        <source>Filter of the rows</source>
        <translation>行筛选</translation>
    </message>
    <message>
        <source>Filter rows (Ctrl+F): words of problem and task</source>
        <translation>筛选行（Ctrl+F）：问题和任务中的词语</translation>
    </message>
    <message>
        <source>What the table shows</source>
        <translation>表格显示的内容</translation>
    </message>
    <message>
        <source>Comparison: problems by algorithms</source>
        <translation>比较：问题 × 算法</translation>
    </message>
    <message>
        <source>Enter shows the runs of a cell; selected cells are drawn</source>
        <translation>回车显示单元格的各次运行；所选单元格会绘制成图</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Inspect &amp;runs</source>
        <translation>查看各次运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Export table...</source>
        <translation>导出表格(&amp;E)...</translation>
    </message>
    <message>
        <source>Reading results: %L1 of %L2 cells</source>
        <translation>正在读取结果：%L1 / %L2 个单元格</translation>
    </message>
    <message>
        <source>Computing the comparison...</source>
        <translation>正在计算比较结果...</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 / %2 行</translation>
    </message>
    <message>
        <source>Select a cell of the table first.</source>
        <translation>请先选择表格中的一个单元格。</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 求解 %2</translation>
    </message>
</context>
<context>
    <name>tandem::gui::DataPage</name>
    <message>
        <source>Save as new file</source>
        <translation>另存为新文件</translation>
    </message>
    <message>
        <source>Results (*.h5)</source>
        <translation>结果文件 (*.h5)</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>保存 %1</translation>
    </message>
    <message>
        <source>Merge into</source>
        <translation>合并到</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Split %1</source>
        <translation>拆分 %1</translation>
    </message>
    <message>
        <source>%1 files were made in %2</source>
        <translation>已生成 %1 个文件，位于 %2</translation>
    </message>
    <message>
        <source>Trim into</source>
        <translation>精简到</translation>
    </message>
    <message>
        <source>Trim %1</source>
        <translation>精简 %1</translation>
    </message>
    <message>
        <source>Open files with their algorithms, problems and runs</source>
        <translation>打开的文件及其算法、问题和运行</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>%1: cancelled, nothing was written</source>
        <translation>%1：已取消，没有写入任何内容</translation>
    </message>
    <message>
        <source>Ctrl+Up</source>
        <translation>Ctrl+Up</translation>
    </message>
    <message>
        <source>Ctrl+Down</source>
        <translation>Ctrl+Down</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>打开(&amp;O)...</translation>
    </message>
    <message>
        <source>Open result files</source>
        <translation>打开结果文件</translation>
    </message>
    <message>
        <source>Open results</source>
        <translation>打开结果</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close; the file stays where it is</source>
        <translation>关闭；文件本身保持不变</translation>
    </message>
    <message>
        <source>Import from &amp;MToP...</source>
        <translation>从 MToP 导入(&amp;M)...</translation>
    </message>
    <message>
        <source>E&amp;xport...</source>
        <translation>导出(&amp;X)...</translation>
    </message>
    <message>
        <source>CSV, IOHanalyzer, JSON, MATLAB, HTML report</source>
        <translation>CSV、IOHanalyzer、JSON、MATLAB、HTML 报告</translation>
    </message>
    <message>
        <source>Whole files</source>
        <translation>整个文件</translation>
    </message>
    <message>
        <source>Mer&amp;ge...</source>
        <translation>合并(&amp;G)...</translation>
    </message>
    <message>
        <source>Split by &amp;algorithm...</source>
        <translation>按算法拆分(&amp;A)...</translation>
    </message>
    <message>
        <source>Split by &amp;problem...</source>
        <translation>按问题拆分(&amp;P)...</translation>
    </message>
    <message>
        <source>Split by repe&amp;tition...</source>
        <translation>按重复拆分(&amp;T)...</translation>
    </message>
    <message>
        <source>A file for each, in a folder of your choice</source>
        <translation>每一项生成一个文件，保存到所选文件夹</translation>
    </message>
    <message>
        <source>Tr&amp;im...</source>
        <translation>精简(&amp;I)...</translation>
    </message>
    <message>
        <source>A smaller file: fewer checkpoints, fewer digits</source>
        <translation>更小的文件：更少的检查点、更少的有效数字</translation>
    </message>
    <message>
        <source>Order and names</source>
        <translation>顺序与名称</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>重命名(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Leave out</source>
        <translation>剔除(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Save as new file...</source>
        <translation>另存为新文件(&amp;S)...</translation>
    </message>
    <message>
        <source>Writes the order, names and selection to a new file</source>
        <translation>把顺序、名称和取舍写入新文件</translation>
    </message>
    <message>
        <source>&amp;Undo changes</source>
        <translation>撤销更改(&amp;U)</translation>
    </message>
    <message>
        <source>As it is in the file</source>
        <translation>恢复为文件中的样子</translation>
    </message>
    <message>
        <source>Problems of the suites</source>
        <translation>测试集的问题</translation>
    </message>
    <message>
        <source>Import official &amp;data...</source>
        <translation>导入官方数据(&amp;D)...</translation>
    </message>
    <message>
        <source>From a folder with an MToP checkout</source>
        <translation>来自 MToP 源码所在的文件夹</translation>
    </message>
    <message>
        <source> (changed, not written)</source>
        <translation>（已更改，未写入）</translation>
    </message>
    <message>
        <source>%1 repetitions, %2 checkpoints</source>
        <translation>%1 次重复，%2 个检查点</translation>
    </message>
    <message>
        <source>, imported from %1, seed not recorded</source>
        <translation>，导入自 %1，未记录随机种子</translation>
    </message>
    <message>
        <source>, seed %1</source>
        <translation>，随机种子 %1</translation>
    </message>
    <message>
        <source>, numbers in %1</source>
        <translation>，数值精度为 %1</translation>
    </message>
    <message>
        <source>, not finished</source>
        <translation>，未完成</translation>
    </message>
    <message>
        <source>Algorithms</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>; was called %1</source>
        <translation>；原名 %1</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>%1 tasks, %2, %3</source>
        <translation>%1 个任务，%2，%3</translation>
    </message>
    <message>
        <source>%L1 evaluations</source>
        <translation>%L1 次评价</translation>
    </message>
    <message>
        <source>evaluations not recorded</source>
        <translation>未记录评价次数</translation>
    </message>
    <message>
        <source>data not recorded</source>
        <translation>未记录数据来源</translation>
    </message>
    <message>
        <source>%1 data</source>
        <translation>%1数据</translation>
    </message>
    <message>
        <source>%1 finished</source>
        <translation>完成 %1 次</translation>
    </message>
    <message>
        <source>, %1 failed</source>
        <translation>，%1 次失败</translation>
    </message>
    <message>
        <source>, %1 missing</source>
        <translation>，%1 次缺失</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>第 %1 次运行</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Open result files, drop them here, or import what MToP saved.
Files are never changed; what you make of them goes to a new file.</source>
        <translation>打开结果文件、将其拖放到此处，或导入 MToP 保存的数据。
文件不会被修改；由它们得到的内容写入新文件。</translation>
    </message>
    <message>
        <source>A result file from MTOData that MToP saved</source>
        <translation>由 MToP 保存的 MTOData 生成结果文件</translation>
    </message>
    <message>
        <source>One file from several: shards, or more problems or algorithms</source>
        <translation>将多个文件合为一个：分片，或更多的问题或算法</translation>
    </message>
    <message>
        <source>F2: its name in tables</source>
        <translation>F2：它在表格中的名称</translation>
    </message>
    <message>
        <source>Delete: leave it out of the new file</source>
        <translation>Delete：新文件中不包含它</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Your changes to %1 have not been saved.</source>
        <translation>对 %1 所做的更改尚未写入。</translation>
    </message>
    <message>
        <source>Save as new file writes the order, names and selection; the file itself stays as it is.</source>
        <translation>“另存为新文件”会写入顺序、名称和取舍；文件本身保持不变。</translation>
    </message>
    <message>
        <source>&amp;Keep it open</source>
        <translation>保持打开(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Discard changes</source>
        <translation>放弃更改(&amp;D)</translation>
    </message>
</context>
<context>
    <name>tandem::gui::EntryModel</name>
    <message>
        <source>defaults</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Two are called &apos;%1&apos;; rename one (F2) or change its parameters.</source>
        <translation>有两个算法都叫“%1”；请重命名其中一个（F2）或修改其参数。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is listed twice; it is run once.</source>
        <translation>“%1”出现了两次，只运行一次。</translation>
    </message>
</context>
<context>
    <name>tandem::gui::ExperimentPage</name>
    <message>
        <source>A new form.</source>
        <translation>这是新的空白设置。</translation>
    </message>
    <message>
        <source>Restore the previous form</source>
        <translation>恢复之前的设置</translation>
    </message>
    <message>
        <source>Replace the form</source>
        <translation>替换当前设置</translation>
    </message>
    <message>
        <source>The form holds %1 algorithms and %2 problems, and no file has it.</source>
        <translation>当前设置含 %1 个算法和 %2 个问题，尚未保存到文件。</translation>
    </message>
    <message>
        <source>It can be brought back with Undo until the program ends.</source>
        <translation>在程序退出之前，可以用“撤销”恢复。</translation>
    </message>
    <message>
        <source>Re&amp;place</source>
        <translation>替换(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Save first...</source>
        <translation>先保存(&amp;S)...</translation>
    </message>
    <message>
        <source>Cannot read &apos;%1&apos;: %2.</source>
        <translation>无法读取“%1”：%2。</translation>
    </message>
    <message>
        <source>%1 is in the form.</source>
        <translation>%1 已载入当前设置。</translation>
    </message>
    <message>
        <source>Save specification</source>
        <translation>保存实验配置</translation>
    </message>
    <message>
        <source>Specifications (*.toml)</source>
        <translation>实验配置 (*.toml)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Leave out what does not fit...</source>
        <translation>剔除不适配的组合...</translation>
    </message>
    <message>
        <source>&amp;Algorithms</source>
        <translation>算法(&amp;A)</translation>
    </message>
    <message>
        <source>Proble&amp;ms</source>
        <translation>问题(&amp;M)</translation>
    </message>
    <message>
        <source>Runs the experiment (F5)</source>
        <translation>运行实验（F5）</translation>
    </message>
    <message>
        <source>Holds every run at its next generation (F6)</source>
        <translation>每次运行都停在下一代（F6）</translation>
    </message>
    <message>
        <source>Ends it; finished runs are kept and can be resumed (Shift+F5)</source>
        <translation>结束实验；已完成的运行会保留，可以续算（Shift+F5）</translation>
    </message>
    <message>
        <source>Runs done</source>
        <translation>已完成的运行</translation>
    </message>
    <message>
        <source>New experiment</source>
        <translation>新实验</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>已修改</translation>
    </message>
    <message>
        <source>Lists the algorithms and problems that do not go together, and takes them out</source>
        <translation>列出不能搭配的算法和问题，并将其剔除</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>开销</translation>
    </message>
    <message>
        <source>Choose algorithms and problems.</source>
        <translation>请选择算法和问题。</translation>
    </message>
    <message>
        <source>Cost: unknown yet</source>
        <translation>开销：尚未知</translation>
    </message>
    <message>
        <source>Cost: unknown</source>
        <translation>开销：未知</translation>
    </message>
    <message>
        <source>%L1 runs, %L2 evaluations, </source>
        <translation>%L1 次运行，%L2 次评价，</translation>
    </message>
    <message>
        <source>time unknown yet (measuring)</source>
        <translation>时间尚未知（正在测算）</translation>
    </message>
    <message>
        <source>%1 of the problems run on synthetic data: official data are not imported or not asked for.</source>
        <translation>%1 个问题使用合成数据运行：官方数据尚未导入，或未要求使用。</translation>
    </message>
    <message>
        <source>Results are there</source>
        <translation>结果已存在</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds results already.</source>
        <translation>“%1”中已有结果。</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>续算(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Other name...</source>
        <translation>另取名称(&amp;O)...</translation>
    </message>
    <message>
        <source>No algorithm is chosen: pick some in the list on the left.</source>
        <translation>尚未选择算法：请在左侧列表中选择。</translation>
    </message>
    <message>
        <source>No problem is chosen: pick some in the list on the left.</source>
        <translation>尚未选择问题：请在左侧列表中选择。</translation>
    </message>
    <message>
        <source>The results file has no name.</source>
        <translation>结果文件没有名称。</translation>
    </message>
    <message>
        <source>Stopping...</source>
        <translation>正在停止...</translation>
    </message>
    <message>
        <source>Preparing...</source>
        <translation>正在准备...</translation>
    </message>
    <message>
        <source>%L1 of %L2 runs</source>
        <translation>%L1 / %L2 次运行</translation>
    </message>
    <message>
        <source>, %1 failed</source>
        <translation>，%1 次失败</translation>
    </message>
    <message>
        <source>, %1 left</source>
        <translation>，剩余 %1</translation>
    </message>
    <message>
        <source>Stopped: %1 runs are kept; Resume does the rest.</source>
        <translation>已停止：保留了 %1 次运行；用“续算”完成其余部分。</translation>
    </message>
    <message>
        <source>Done: %1 runs, %2 failed.</source>
        <translation>完成：%1 次运行，%2 次失败。</translation>
    </message>
    <message>
        <source>Took %1.</source>
        <translation>用时 %1。</translation>
    </message>
    <message>
        <source>%1 runs failed. A click on an orange cell tells why.</source>
        <translation>%1 次运行失败。点击橙色单元格查看原因。</translation>
    </message>
    <message>
        <source>Run them again</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>Ended by an error; %1 finished runs are kept.</source>
        <translation>因错误而结束；保留了 %1 次已完成的运行。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>续算</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>继续(&amp;C)</translation>
    </message>
    <message>
        <source>Paused: every run is held at its next generation.</source>
        <translation>已暂停：每次运行都停在下一代。</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
    <message>
        <source>&amp;Save as preset...</source>
        <translation>保存为预设(&amp;S)...</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>The preset &apos;%1&apos; is deleted.</source>
        <translation>预设“%1”已删除。</translation>
    </message>
    <message>
        <source>The preset &apos;%1&apos; is in the form.</source>
        <translation>表单中已是预设“%1”。</translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation>保存为预设</translation>
    </message>
    <message>
        <source>With the algorithms and problems</source>
        <translation>包括算法和问题</translation>
    </message>
    <message>
        <source>Without them, the preset changes the settings alone</source>
        <translation>不包括时，预设只改变设置</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>There is one of that name; it will be replaced.</source>
        <translation>已有同名预设，将被替换。</translation>
    </message>
    <message>
        <source>The preset &apos;%1&apos; is saved.</source>
        <translation>预设“%1”已保存。</translation>
    </message>
    <message>
        <source>Resume does what that experiment lacks, with its own algorithms, problems and settings. Extend keeps its runs and settings and adds the algorithms, problems and repetitions of the form that it does not have. Replace deletes its results and runs what the form says.</source>
        <translation>“续算”按该文件中的算法、问题和设置补齐尚缺的运行；“扩展”保留其中的运行和设置，加入当前设置中它所没有的算法、问题和重复次数；“替换”删除其中的结果，按当前设置运行。</translation>
    </message>
    <message>
        <source>&amp;Extend</source>
        <translation>扩展(&amp;E)</translation>
    </message>
    <message>
        <source>Ended by an error; its results are gone.</source>
        <translation>因错误而结束；其结果已不存在。</translation>
    </message>
</context>
<context>
    <name>tandem::gui::ExperimentRunner</name>
    <message>
        <source>Something other than an error of Tandem was thrown; finished runs are kept.</source>
        <translation>抛出了并非 Tandem 错误的异常；已完成的运行均已保留。</translation>
    </message>
</context>
<context>
    <name>tandem::gui::ExploreForm</name>
    <message>
        <source>&amp;Algorithm</source>
        <translation>算法(&amp;A)</translation>
    </message>
    <message>
        <source>Pro&amp;blem</source>
        <translation>问题(&amp;B)</translation>
    </message>
    <message>
        <source>Data of the problem: as its authors published it, or drawn by Tandem&apos;s generator</source>
        <translation>问题的数据：原作者发布的，或由 Tandem 生成的</translation>
    </message>
    <message>
        <source>official where imported</source>
        <translation>有官方数据则用官方</translation>
    </message>
    <message>
        <source>official</source>
        <translation>官方</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>&amp;Instance</source>
        <translation>实例(&amp;I)</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>随机种子(&amp;D)</translation>
    </message>
    <message>
        <source>The same seed and settings give the same run</source>
        <translation>种子和设置相同，运行结果就相同</translation>
    </message>
    <message>
        <source>Evaluatio&amp;ns</source>
        <translation>评价次数(&amp;N)</translation>
    </message>
    <message>
        <source>Of all tasks together</source>
        <translation>所有任务合计</translation>
    </message>
    <message>
        <source>Population si&amp;ze</source>
        <translation>种群规模(&amp;Z)</translation>
    </message>
    <message>
        <source>Individuals a task</source>
        <translation>每个任务的个体数</translation>
    </message>
    <message>
        <source>the problem&apos;s own</source>
        <translation>问题自带的值</translation>
    </message>
    <message>
        <source>Records of the run: steps of the transfer slider, points of a multi-objective curve</source>
        <translation>运行的记录点：迁移滑块的步数，多目标曲线的点数</translation>
    </message>
    <message>
        <source>Chec&amp;kpoints</source>
        <translation>检查点数(&amp;K)</translation>
    </message>
    <message>
        <source>Type a part of the name, or choose</source>
        <translation>输入名称的一部分，或从列表选择</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>All parameters to their defaults</source>
        <translation>所有参数恢复默认值</translation>
    </message>
    <message>
        <source>The seed &apos;%1&apos; is not a whole number from 0.</source>
        <translation>随机种子“%1”不是非负整数。</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>评价次数</translation>
    </message>
    <message>
        <source>Population size</source>
        <translation>种群规模</translation>
    </message>
</context>
<context>
    <name>tandem::gui::ExplorePage</name>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>暂停(&amp;U)</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message>
        <source>At once; what has been drawn stays</source>
        <translation>立即停止；已绘制的内容保留</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>导出...</translation>
    </message>
    <message>
        <source>This figure as PDF, SVG or PNG</source>
        <translation>将此图导出为 PDF、SVG 或 PNG</translation>
    </message>
    <message>
        <source>Start a run to see how the tasks improve.</source>
        <translation>开始一次运行，观察各任务如何改进。</translation>
    </message>
    <message>
        <source>Start a run of an algorithm that adapts something (rmp, F, sigma, ...) to see it.</source>
        <translation>运行一个带有自适应量（rmp、F、sigma 等）的算法，即可在此查看。</translation>
    </message>
    <message>
        <source>&amp;Convergence</source>
        <translation>收敛曲线(&amp;C)</translation>
    </message>
    <message>
        <source>Traces</source>
        <translation>自适应参数轨迹</translation>
    </message>
    <message>
        <source>Start a run to see its individuals, each as a line through its variables.</source>
        <translation>开始一次运行，查看其个体：每个个体是一条穿过各变量的折线。</translation>
    </message>
    <message>
        <source>Start a run on a problem with several objectives to see how near its front it comes.</source>
        <translation>在多目标问题上开始一次运行，查看它离前沿有多近。</translation>
    </message>
    <message>
        <source>Tasks shown</source>
        <translation>显示的任务</translation>
    </message>
    <message>
        <source>&amp;Population</source>
        <translation>种群(&amp;P)</translation>
    </message>
    <message>
        <source>Ob&amp;jectives</source>
        <translation>目标空间(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Tasks</source>
        <translation>任务(&amp;T)</translation>
    </message>
    <message>
        <source>Transfer &amp;matrix</source>
        <translation>迁移矩阵(&amp;M)</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>What was run, how it ended, and its final values.</source>
        <translation>运行了什么、如何结束，以及最终结果。</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>日志(&amp;L)</translation>
    </message>
    <message>
        <source>This algorithm declares nothing that it adapts.</source>
        <translation>该算法没有声明任何自适应的量。</translation>
    </message>
    <message>
        <source>Nothing has been recorded yet.</source>
        <translation>尚无记录。</translation>
    </message>
    <message>
        <source>first %1 tasks</source>
        <translation>前 %1 个任务</translation>
    </message>
    <message>
        <source>all tasks</source>
        <translation>所有任务</translation>
    </message>
    <message>
        <source>task %1</source>
        <translation>任务 %1</translation>
    </message>
    <message>
        <source>%1 on %2, seed %3, %L4 evaluations, instance: %5</source>
        <translation>%1 求解 %2，随机种子 %3，%L4 次评价，实例：%5</translation>
    </message>
    <message>
        <source>generation %L1, %L2 of %L3 evaluations</source>
        <translation>第 %L1 代，%L2 / %L3 次评价</translation>
    </message>
    <message>
        <source>  task %1: %2, CV %3</source>
        <translation>  任务 %1：%2，约束违反度 %3</translation>
    </message>
    <message>
        <source>  task %1: %2 %3</source>
        <translation>  任务 %1：%2 %3</translation>
    </message>
    <message>
        <source>Contin&amp;ue</source>
        <translation>继续(&amp;U)</translation>
    </message>
    <message>
        <source>paused: %1</source>
        <translation>已暂停：%1</translation>
    </message>
</context>
<context>
    <name>tandem::gui::ExploreRunner</name>
    <message>
        <source>Finished in %1 s.</source>
        <translation>完成，用时 %1 秒。</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
</context>
<context>
    <name>tandem::gui::FigurePane</name>
    <message>
        <source>Follow selection</source>
        <translation>跟随选择</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>导出...</translation>
    </message>
    <message>
        <source>Kind of figure</source>
        <translation>图形种类</translation>
    </message>
    <message>
        <source>Off: the figure stays while other cells are selected</source>
        <translation>关闭：选择其他单元格时图形不变</translation>
    </message>
    <message>
        <source>Save the figure as PDF, SVG or PNG</source>
        <translation>将图形保存为 PDF、SVG 或 PNG</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>Select cells of the table.</source>
        <translation>请选择表格中的单元格。</translation>
    </message>
</context>
<context>
    <name>tandem::gui::FigureSettings</name>
    <message>
        <source>usual</source>
        <translation>默认</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> 磅</translation>
    </message>
    <message>
        <source>Below the panels</source>
        <translation>放在各子图下方</translation>
    </message>
    <message>
        <source>Figure settings</source>
        <translation>图形设置</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>from the data</source>
        <translation>由数据决定</translation>
    </message>
    <message>
        <source>Of all panels</source>
        <translation>对所有子图有效</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>x axis</source>
        <translation>x 轴</translation>
    </message>
    <message>
        <source>y axis</source>
        <translation>y 轴</translation>
    </message>
</context>
<context>
    <name>tandem::gui::FigureView</name>
    <message>
        <source>As it suits</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Symmetric logarithmic</source>
        <translation>对称对数</translation>
    </message>
    <message>
        <source>Normalised to 0..1</source>
        <translation>归一化到 0..1</translation>
    </message>
    <message>
        <source>&amp;Export figure...</source>
        <translation>导出图形(&amp;E)...</translation>
    </message>
    <message>
        <source>&amp;Copy picture</source>
        <translation>复制图片(&amp;C)</translation>
    </message>
    <message>
        <source>Copy &amp;data</source>
        <translation>复制数据(&amp;D)</translation>
    </message>
    <message>
        <source>Own &amp;window</source>
        <translation>独立窗口(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Reset view</source>
        <translation>还原视图(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Values</source>
        <translation>数值轴(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Series</source>
        <translation>曲线(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Legend</source>
        <translation>图例(&amp;L)</translation>
    </message>
    <message>
        <source>Panels share the &amp;x axis</source>
        <translation>各子图共用 x 轴(&amp;X)</translation>
    </message>
    <message>
        <source>Panels share the &amp;y axis</source>
        <translation>各子图共用 y 轴(&amp;Y)</translation>
    </message>
    <message>
        <source>Se&amp;ttings...</source>
        <translation>设置(&amp;T)...</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>Export figure</source>
        <translation>导出图形</translation>
    </message>
    <message>
        <source>Export &amp;numbers...</source>
        <translation>导出数值(&amp;N)...</translation>
    </message>
    <message>
        <source>Export numbers</source>
        <translation>导出数值</translation>
    </message>
    <message>
        <source>CSV (*.csv);;JSON (*.json)</source>
        <translation>CSV (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>Values &amp;across</source>
        <translation>横轴数值(&amp;A)</translation>
    </message>
</context>
<context>
    <name>tandem::gui::FilesPanel</name>
    <message>
        <source>&amp;Open results...</source>
        <translation>打开结果(&amp;O)...</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>随附结果</translation>
    </message>
    <message>
        <source>Opens results that come with Tandem, to compare with</source>
        <translation>打开 Tandem 随附的结果，用于比较</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>打开的文件</translation>
    </message>
    <message>
        <source>Space shows or hides a file, Delete closes it</source>
        <translation>空格键显示或隐藏文件，Delete 键关闭文件</translation>
    </message>
    <message>
        <source>%1 has changed on disk; the table and its figures show it as it was.</source>
        <translation>%1 在磁盘上已更改；表格及其图形显示的是更改前的内容。</translation>
    </message>
    <message>
        <source>%1 has been removed; the table and its figures stay until it is closed.</source>
        <translation>%1 已被删除；表格及其图形保留至关闭该文件。</translation>
    </message>
    <message>
        <source>Read anew</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>关闭它</translation>
    </message>
    <message>
        <source>Open results</source>
        <translation>打开结果</translation>
    </message>
    <message>
        <source>Results (*.h5)</source>
        <translation>结果文件 (*.h5)</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>未纳入</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>显示(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>隐藏(&amp;H)</translation>
    </message>
    <message>
        <source>Show &amp;only this</source>
        <translation>仅显示此文件(&amp;O)</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>全部显示(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close al&amp;l</source>
        <translation>全部关闭(&amp;L)</translation>
    </message>
    <message>
        <source>%1 is left out: %2.</source>
        <translation>%1 未纳入：%2。</translation>
    </message>
    <message>
        <source>So are %1 more files.</source>
        <translation>另有 %1 个文件也未纳入。</translation>
    </message>
    <message>
        <source>Show %1 instead</source>
        <translation>改为显示 %1</translation>
    </message>
    <message>
        <source>Compare all the same</source>
        <translation>仍然比较</translation>
    </message>
</context>
<context>
    <name>tandem::gui::FitDialog</name>
    <message>
        <source>Leave out what does not fit</source>
        <translation>剔除不适配的组合</translation>
    </message>
    <message>
        <source>Not every algorithm can be run on every problem, and one experiment runs all on all. Keep one of these parts; others can be experiments of their own.</source>
        <translation>并非每个算法都能在每个问题上运行，而一个实验要让所有算法跑遍所有问题。请保留下列部分之一，其余可以另做实验。</translation>
    </message>
    <message>
        <source>%1 of %2 algorithms on %3 of %4 problems</source>
        <translation>%1 / %2 个算法，%3 / %4 个问题</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>将被剔除的内容</translation>
    </message>
    <message>
        <source>&amp;Leave out</source>
        <translation>剔除(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>Left out:</source>
        <translation>剔除：</translation>
    </message>
    <message>
        <source>No algorithm of the experiment can be run on any of its problems.</source>
        <translation>实验中没有任何算法能在其中任何问题上运行。</translation>
    </message>
</context>
<context>
    <name>tandem::gui::GridModel</name>
    <message>
        <source>Repetition %1: %2</source>
        <translation>第 %1 次重复：%2</translation>
    </message>
    <message>
        <source>There are more; Results, Runs lists them all.</source>
        <translation>还有更多；“结果”页面的“运行”会全部列出。</translation>
    </message>
    <message>
        <source>, %1 failed</source>
        <translation>，%1 次失败</translation>
    </message>
    <message>
        <source>%1 on %2: %3</source>
        <translation>%1 求解 %2：%3</translation>
    </message>
    <message>
        <source>, %1 under way</source>
        <translation>，%1 次进行中</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 求解 %2</translation>
    </message>
</context>
<context>
    <name>tandem::gui::JobStrip</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress of the work on files</source>
        <translation>文件处理进度</translation>
    </message>
    <message>
        <source> (%1 more waiting)</source>
        <translation>（还有 %1 项等待）</translation>
    </message>
</context>
<context>
    <name>tandem::gui::LabelFilter</name>
    <message>
        <source>any tasks</source>
        <translation>任意任务数</translation>
    </message>
    <message>
        <source>any objective</source>
        <translation>任意目标数</translation>
    </message>
    <message>
        <source>any kind</source>
        <translation>任意类型</translation>
    </message>
    <message>
        <source>Show only what has this label</source>
        <translation>只显示带有此标签的条目</translation>
    </message>
    <message>
        <source>neither competitive nor constrained</source>
        <translation>既无竞争也无约束</translation>
    </message>
    <message>
        <source> and </source>
        <translation>、</translation>
    </message>
    <message>
        <source>many-objective (4 and more)</source>
        <translation>高维多目标（4 个及以上）</translation>
    </message>
</context>
<context>
    <name>tandem::gui::MainWindow</name>
    <message>
        <source>Places</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>探索</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>%v of %m runs</source>
        <translation>%v / %m 次运行</translation>
    </message>
    <message>
        <source>Tandem</source>
        <translation>Tandem</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open specification or results...</source>
        <translation>打开实验配置或结果(&amp;O)...</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Tandem (*.toml *.h5)</source>
        <translation>Tandem (*.toml *.h5)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开的文件(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;New experiment</source>
        <translation>新建实验(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Save specification...</source>
        <translation>保存实验配置(&amp;S)...</translation>
    </message>
    <message>
        <source>&amp;Undo open or new</source>
        <translation>撤销打开或新建(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Copy as command line</source>
        <translation>复制为命令行(&amp;C)</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>已复制：%1</translation>
    </message>
    <message>
        <source>&amp;Plug-ins...</source>
        <translation>插件(&amp;P)...</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>F5</source>
        <translation>F5</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>F6</source>
        <translation>F6</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Shift+F5</source>
        <translation>Shift+F5</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>继续(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Resume results file</source>
        <translation>续算结果文件(&amp;R)</translation>
    </message>
    <message>
        <source>R&amp;esults</source>
        <translation>结果(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Welcome page</source>
        <translation>欢迎页(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>关于(&amp;A)</translation>
    </message>
    <message>
        <source>Tandem %1, evolutionary multitasking.
This program: GPL-3.0-or-later.</source>
        <translation>Tandem %1，进化多任务优化平台。
本程序许可证：GPL-3.0-or-later。</translation>
    </message>
    <message>
        <source>No file was opened yet</source>
        <translation>尚未打开过文件</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Colours of the system</source>
        <translation>跟随系统配色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Fusion style</source>
        <translation>Fusion 风格(&amp;F)</translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation>语言(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;As the system</source>
        <translation>跟随系统(&amp;A)</translation>
    </message>
    <message>
        <source>The language changes when the window is opened anew. Forms and open files are kept; what Explore has drawn is not.</source>
        <translation>重新打开窗口后语言才会改变。设置和打开的文件会保留，“探索”中已绘制的内容不会保留。</translation>
    </message>
    <message>
        <source>Open it anew</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>%1[*] - Tandem</source>
        <translation>%1[*] - Tandem</translation>
    </message>
    <message>
        <source>A run is being watched in Explore.</source>
        <translation>“探索”中有一次运行正在进行。</translation>
    </message>
    <message>
        <source>It is not saved; the same settings give the same run again.</source>
        <translation>它不会被保存；用相同的设置可以重现同样的运行。</translation>
    </message>
    <message>
        <source>&amp;Keep running</source>
        <translation>继续运行(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Stop and close</source>
        <translation>停止并关闭(&amp;S)</translation>
    </message>
    <message>
        <source>An experiment is running.</source>
        <translation>有实验正在运行。</translation>
    </message>
    <message>
        <source>Finished runs are kept when it is stopped; it can be resumed later.</source>
        <translation>停止后，已完成的运行会保留，以后可以续算。</translation>
    </message>
    <message>
        <source>Stopping the experiment; the window closes when its runs are on disk...</source>
        <translation>正在停止实验；运行全部写入磁盘后窗口将关闭...</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>续算</translation>
    </message>
    <message>
        <source>Show results so far</source>
        <translation>显示已有结果</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>It stays in File, Open recent; Run, Resume results file continues it.</source>
        <translation>它保留在“文件 &gt; 最近打开的文件”中；可用“运行 &gt; 续算结果文件”继续。</translation>
    </message>
    <message>
        <source>The same on every desktop, instead of this one&apos;s style</source>
        <translation>在所有桌面上外观一致，而不采用当前桌面的风格</translation>
    </message>
    <message>
        <source>The experiment that writes %1 was cut off before it ended. Its finished runs are kept.</source>
        <translation>写入 %1 的实验在结束前被中断。已完成的运行均已保留。</translation>
    </message>
    <message>
        <source>Pr&amp;esets</source>
        <translation>预设(&amp;E)</translation>
    </message>
    <message>
        <source>Presets: forms under a name, to be chosen again</source>
        <translation>预设：以名称保存的表单，可再次选用</translation>
    </message>
    <message>
        <source>Re&amp;load plug-ins</source>
        <translation>重新加载插件(&amp;L)</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>手册(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Versions</source>
        <translation>版本信息(&amp;V)</translation>
    </message>
</context>
<context>
    <name>tandem::gui::Manual</name>
    <message>
        <source>Manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>搜索手册</translation>
    </message>
    <message>
        <source>Pages and sections</source>
        <translation>页面和章节</translation>
    </message>
    <message>
        <source>Page of the manual</source>
        <translation>手册页面</translation>
    </message>
    <message>
        <source>The manual was not installed with this program. It is the folder docs of the sources.</source>
        <translation>手册没有随本程序安装，它在源代码的 docs 文件夹中。</translation>
    </message>
    <message>
        <source>Not found in the manual.</source>
        <translation>手册中没有。</translation>
    </message>
    <message>
        <source>In %1 places; Enter opens the first.</source>
        <translation>共 %1 处；按 Enter 打开第一处。</translation>
    </message>
</context>
<context>
    <name>tandem::gui::Notice</name>
    <message>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the notice</source>
        <translation>关闭通知</translation>
    </message>
</context>
<context>
    <name>tandem::gui::NumberField</name>
    <message>
        <source>%1: a number is missing</source>
        <translation>%1：缺少数值</translation>
    </message>
    <message>
        <source>%1: &apos;%2&apos; is not %3</source>
        <translation>%1：“%2”不是%3</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>%1: %2 is outside %L3 to %L4</source>
        <translation>%1：%2 不在 %L3 到 %L4 之间</translation>
    </message>
</context>
<context>
    <name>tandem::gui::ParamForm</name>
    <message>
        <source>
default: %1</source>
        <translation>
默认值：%1</translation>
    </message>
    <message>
        <source>no parameters</source>
        <translation>没有参数</translation>
    </message>
    <message>
        <source>(several)</source>
        <translation>（多个值）</translation>
    </message>
    <message>
        <source>%1: &apos;%2&apos; is not %3</source>
        <translation>%1：“%2”不是%3</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>%1: %2 is out of range, %3</source>
        <translation>%1：%2 超出范围（%3）</translation>
    </message>
</context>
<context>
    <name>tandem::gui::PluginDialog</name>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Plug-ins</source>
        <translation>插件</translation>
    </message>
    <message>
        <source>Folders of plug-ins</source>
        <translation>插件文件夹</translation>
    </message>
    <message>
        <source>&amp;Add folder...</source>
        <translation>添加文件夹(&amp;A)...</translation>
    </message>
    <message>
        <source>Plug-ins (*.so) in these folders are loaded when Tandem starts. They are programs: add only folders that you trust.</source>
        <translation>Tandem 启动时加载这些文件夹中的插件 (*.so)。插件是程序，请只添加可信的文件夹。</translation>
    </message>
    <message>
        <source>TANDEM_PLUGIN_PATH names no other folder.</source>
        <translation>TANDEM_PLUGIN_PATH 没有指定其他文件夹。</translation>
    </message>
    <message>
        <source>No plug-in is loaded.</source>
        <translation>没有加载插件。</translation>
    </message>
    <message>
        <source>Loaded: %1</source>
        <translation>已加载：%1</translation>
    </message>
    <message>
        <source>Folder of plug-ins</source>
        <translation>插件文件夹</translation>
    </message>
    <message>
        <source>Also searched: %1</source>
        <translation>还搜索了：%1</translation>
    </message>
    <message>
        <source>Changes take effect when this is closed.</source>
        <translation>关闭此窗口后更改生效。</translation>
    </message>
</context>
<context>
    <name>tandem::gui::Presets</name>
    <message>
        <source>Demonstration: multitask against single-task</source>
        <translation>演示：多任务与单任务对比</translation>
    </message>
    <message>
        <source>MFEA as in the CEC17-MTSO report</source>
        <translation>CEC17-MTSO 报告中的 MFEA</translation>
    </message>
    <message>
        <source>Single-task EA as in the CEC17-MTSO report</source>
        <translation>CEC17-MTSO 报告中的单任务 EA</translation>
    </message>
</context>
<context>
    <name>tandem::gui::ProvenanceView</name>
    <message>
        <source>How the open files were made</source>
        <translation>打开的文件是如何产生的</translation>
    </message>
    <message>
        <source>No file is open.</source>
        <translation>没有打开文件。</translation>
    </message>
</context>
<context>
    <name>tandem::gui::ReplayBar</name>
    <message>
        <source>Generation looked at</source>
        <translation>所查看的代</translation>
    </message>
    <message>
        <source>Generations of the run that were kept. Left, Right: the next one; Home, End: first and last; Space: play. At its end the slider follows the run.</source>
        <translation>该次运行中保留的各代。左、右键：相邻一代；Home、End：首代和末代；空格：播放。滑块位于末端时跟随运行。</translation>
    </message>
    <message>
        <source>Number of the generation</source>
        <translation>代数</translation>
    </message>
    <message>
        <source>A number goes to the nearest generation that was kept</source>
        <translation>输入数字后转到最近的一个保留的代</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>How long the whole run takes when it is played</source>
        <translation>播放整个运行所需的时间</translation>
    </message>
    <message>
        <source>in %1 s</source>
        <translation>%1 秒内</translation>
    </message>
    <message>
        <source>in %1 min</source>
        <translation>%1 分钟内</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>代</translation>
    </message>
    <message>
        <source>of %L1, %L2 evaluations</source>
        <translation>/ %L1，%L2 次评价</translation>
    </message>
    <message>
        <source>, %1 % of the individuals</source>
        <translation>，%1 % 的个体</translation>
    </message>
    <message>
        <source>Pause the replay (Space)</source>
        <translation>暂停回放（空格）</translation>
    </message>
    <message>
        <source>Play the run from the slider&apos;s position (Space)</source>
        <translation>从滑块所在位置播放运行（空格）</translation>
    </message>
    <message>
        <source>Pause the replay</source>
        <translation>暂停回放</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
</context>
<context>
    <name>tandem::gui::ResultsModel</name>
    <message>
        <source>not run</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 次运行</translation>
    </message>
    <message>
        <source>, %1 without a value (%2 failed, %3 missing)</source>
        <translation>，%1 次没有值（%2 次失败，%3 次缺失）</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最优</translation>
    </message>
    <message>
        <source>worst</source>
        <translation>最差</translation>
    </message>
    <message>
        <source>bootstrap interval</source>
        <translation>自助法置信区间</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p 值</translation>
    </message>
    <message>
        <source>A12</source>
        <translation>A12</translation>
    </message>
    <message>
        <source>interval of A12</source>
        <translation>A12 的区间</translation>
    </message>
    <message>
        <source>difference of medians</source>
        <translation>中位数之差</translation>
    </message>
    <message>
        <source>interval of the difference</source>
        <translation>差值的区间</translation>
    </message>
    <message>
        <source>%1 on %2: %3</source>
        <translation>%1 求解 %2：%3</translation>
    </message>
    <message>
        <source>, best of the row</source>
        <translation>，本行最优</translation>
    </message>
    <message>
        <source>, significantly better than the base</source>
        <translation>，显著优于基准</translation>
    </message>
    <message>
        <source>, significantly worse than the base</source>
        <translation>，显著劣于基准</translation>
    </message>
    <message>
        <source>
single-task twin: %1</source>
        <translation>
单任务对照算法：%1</translation>
    </message>
    <message>
        <source>
Click: sort the rows by this column. Drag: move it.</source>
        <translation>
单击：按此列对行排序。拖动：移动此列。</translation>
    </message>
    <message>
        <source>%1
%L2 evaluations, data: %3</source>
        <translation>%1
%L2 次评价，数据：%3</translation>
    </message>
</context>
<context>
    <name>tandem::gui::ResultsOptions</name>
    <message>
        <source>Bootstrap intervals</source>
        <translation>自助法置信区间</translation>
    </message>
    <message>
        <source>All rows together</source>
        <translation>汇总所有行</translation>
    </message>
    <message>
        <source>Equal budgets</source>
        <translation>统一预算</translation>
    </message>
    <message>
        <source>Different instances</source>
        <translation>允许不同实例</translation>
    </message>
    <message>
        <source>Level of significance of the tests; intervals have 1 minus this</source>
        <translation>检验的显著性水平；区间的置信度为 1 减去该值</translation>
    </message>
    <message>
        <source>Bayesian test: A12 within 0.5 plus or minus this counts as equivalent</source>
        <translation>贝叶斯检验：A12 与 0.5 之差不超过该值时视为等效</translation>
    </message>
    <message>
        <source>Differences of the evaluations really spent that need no note</source>
        <translation>实际消耗的评价次数之差在此范围内时不加注释</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>How many runs the rank-sum test needs to see a difference of this A12</source>
        <translation>秩和检验需要多少次运行才能发现这一大小的 A12 差异</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>不计算</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>What Friedman&apos;s test ranks over; the tasks of one problem are not independent</source>
        <translation>Friedman 检验在什么之上排名；同一问题的各任务并不独立</translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation>不显示</translation>
    </message>
    <message>
        <source>A12</source>
        <translation>A12</translation>
    </message>
    <message>
        <source>Difference of medians</source>
        <translation>中位数之差</translation>
    </message>
    <message>
        <source>How large the difference from the base is, with its bootstrap interval</source>
        <translation>与基准的差异有多大，附自助法置信区间</translation>
    </message>
    <message>
        <source>Of the mean or median shown</source>
        <translation>所显示的均值或中位数的区间</translation>
    </message>
    <message>
        <source>Each algorithm against the base over all rows, by problems and by tasks</source>
        <translation>每个算法与基准在所有行上的比较，分别按问题和按任务</translation>
    </message>
    <message>
        <source>Cuts all runs to the evaluations per task that every one of them spent</source>
        <translation>将所有运行截断到每个任务都已消耗的评价次数</translation>
    </message>
    <message>
        <source>Compares different instances or budgets of a problem all the same, and says so</source>
        <translation>即使问题的实例或预算不同也进行比较，并加以说明</translation>
    </message>
    <message>
        <source>Compares what the runs had reached after this share of the budget</source>
        <translation>比较各次运行在用去这一比例的预算时达到的值</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>运行结束时</translation>
    </message>
    <message>
        <source>Names or patterns, with commas: CEC17-*, *HS</source>
        <translation>名称或通配符，用逗号分隔：CEC17-*, *HS</translation>
    </message>
    <message>
        <source>Names or patterns, with commas: MFEA*, GA</source>
        <translation>名称或通配符，用逗号分隔：MFEA*, GA</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Size of the difference</source>
        <translation>差异的大小</translation>
    </message>
    <message>
        <source>Blocks of Friedman&apos;s test</source>
        <translation>Friedman 检验的区组</translation>
    </message>
    <message>
        <source>More choices</source>
        <translation>更多选项</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>取值时刻</translation>
    </message>
    <message>
        <source>Level α</source>
        <translation>水平 α</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>效应量</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>区组</translation>
    </message>
    <message>
        <source>Equivalent</source>
        <translation>等效范围</translation>
    </message>
    <message>
        <source>Power for</source>
        <translation>检验功效</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Algorithms</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Usual choices</source>
        <translation>恢复默认选项</translation>
    </message>
    <message>
        <source> of %1 (%2 %)</source>
        <translation> / %1（%2 %）</translation>
    </message>
</context>
<context>
    <name>tandem::gui::ResultsPage</name>
    <message>
        <source>No file is open; open a result file first.</source>
        <translation>没有打开文件；请先打开结果文件。</translation>
    </message>
    <message>
        <source>There is no table to export; open a result file first.</source>
        <translation>没有可导出的表格；请先打开结果文件。</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>&amp;Open results...</source>
        <translation>打开结果(&amp;O)...</translation>
    </message>
    <message>
        <source>E&amp;xport table...</source>
        <translation>导出表格(&amp;X)...</translation>
    </message>
    <message>
        <source>Export res&amp;ults...</source>
        <translation>导出结果(&amp;U)...</translation>
    </message>
    <message>
        <source>A&amp;dd figure</source>
        <translation>添加图形(&amp;D)</translation>
    </message>
    <message>
        <source>Inspect runs</source>
        <translation>查看各次运行</translation>
    </message>
    <message>
        <source>Tab&amp;le</source>
        <translation>表格(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Provenance</source>
        <translation>溯源信息(&amp;P)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Export &amp;table...</source>
        <translation>导出表格(&amp;T)...</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Export re&amp;sults...</source>
        <translation>导出结果(&amp;S)...</translation>
    </message>
    <message>
        <source>Add &amp;figure</source>
        <translation>添加图形(&amp;F)</translation>
    </message>
    <message>
        <source>Inspect &amp;runs of the cell</source>
        <translation>查看单元格的各次运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Copy cells</source>
        <translation>复制单元格(&amp;C)</translation>
    </message>
    <message>
        <source>Move column &amp;left</source>
        <translation>左移列(&amp;L)</translation>
    </message>
    <message>
        <source>Alt+Shift+Left</source>
        <translation>Alt+Shift+Left</translation>
    </message>
    <message>
        <source>Move column ri&amp;ght</source>
        <translation>右移列(&amp;G)</translation>
    </message>
    <message>
        <source>Alt+Shift+Right</source>
        <translation>Alt+Shift+Right</translation>
    </message>
    <message>
        <source>Open a result file, or run an experiment. Files can also be dropped here.</source>
        <translation>打开结果文件，或运行实验。也可以将文件拖到这里。</translation>
    </message>
    <message>
        <source>All open files are hidden. Tick one in the list on the left to show it.</source>
        <translation>所有打开的文件都已隐藏。在左侧列表中勾选一个即可显示。</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>Every run in a bubble chart or box plot, of any results and parameters</source>
        <translation>以气泡图或箱线图显示每次运行的任意结果与参数</translation>
    </message>
    <message>
        <source>Open s&amp;hipped results</source>
        <translation>打开随附结果(&amp;H)</translation>
    </message>
</context>
<context>
    <name>tandem::gui::RunListModel</name>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Best objective</source>
        <translation>最优目标值</translation>
    </message>
    <message>
        <source>Violation</source>
        <translation>约束违反</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>评价次数</translation>
    </message>
    <message>
        <source>Evaluations, all tasks</source>
        <translation>评价次数（全部任务）</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Transferred offspring</source>
        <translation>迁移的后代</translation>
    </message>
    <message>
        <source>Transferred offspring that survived</source>
        <translation>存活的迁移后代</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Population</source>
        <translation>种群</translation>
    </message>
    <message>
        <source>Number of tasks</source>
        <translation>任务数</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>维数</translation>
    </message>
    <message>
        <source>%1, task %2</source>
        <translation>%1，任务 %2</translation>
    </message>
</context>
<context>
    <name>tandem::gui::RunProgress</name>
    <message>
        <source>Pro&amp;gress</source>
        <translation>进度(&amp;G)</translation>
    </message>
    <message>
        <source>Means and standard deviations of the runs that are finished</source>
        <translation>已完成运行的均值和标准差</translation>
    </message>
    <message>
        <source>The table fills as runs finish.</source>
        <translation>运行陆续完成时，表格会逐步填满。</translation>
    </message>
    <message>
        <source>Ta&amp;ble</source>
        <translation>表格(&amp;B)</translation>
    </message>
    <message>
        <source>While an experiment runs, each algorithm on each problem is a cell here: how many runs are done, and which failed.</source>
        <translation>实验运行时，每个算法在每个问题上对应一个单元格：完成了多少次运行，哪些失败。</translation>
    </message>
    <message>
        <source>Runs done of each algorithm on each problem</source>
        <translation>每个算法在每个问题上完成的运行次数</translation>
    </message>
    <message>
        <source>What the runs of the cell said</source>
        <translation>单元格中各次运行的消息</translation>
    </message>
</context>
<context>
    <name>tandem::gui::RunSettings</name>
    <message>
        <source>: points of the convergence curves</source>
        <translation>：即收敛曲线的点数</translation>
    </message>
    <message>
        <source>, for all problems</source>
        <translation>，对所有问题有效</translation>
    </message>
    <message>
        <source>Runs at the same time; no result depends on it</source>
        <translation>同时进行的运行数；不影响任何结果</translation>
    </message>
    <message>
        <source>all %1 cores</source>
        <translation>全部 %1 个核心</translation>
    </message>
    <message>
        <source>Runs at the same time when a device evaluates, most of them waiting</source>
        <translation>由设备评价时同时进行的运行数，其中多数在等待</translation>
    </message>
    <message>
        <source>32</source>
        <translation>32</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>; same seed, same settings: same bits in the results</source>
        <translation>；种子和设置相同，结果逐位相同</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>评价次数</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>时间限制</translation>
    </message>
    <message>
        <source>s a run</source>
        <translation>秒/次运行</translation>
    </message>
    <message>
        <source>Data of the suites: as published (Data, Import official data), or generated by Tandem</source>
        <translation>测试集的数据：官方发布的（数据 &gt; 导入官方数据），或由 Tandem 生成的</translation>
    </message>
    <message>
        <source>What the threads share: runs, the evaluations of one run after another, or runs with help for costly ones; no result depends on it</source>
        <translation>线程用于什么：同时进行多次运行，或逐次运行、分担其评价，或同时运行并协助开销大的运行；不影响任何结果</translation>
    </message>
    <message>
        <source>What evaluates</source>
        <translation>由什么进行评价</translation>
    </message>
    <message>
        <source>Save decisions</source>
        <translation>保存决策变量</translation>
    </message>
    <message>
        <source>Single precision</source>
        <translation>单精度</translation>
    </message>
    <message>
        <source>CPU may take over</source>
        <translation>允许改用 CPU</translation>
    </message>
    <message>
        <source>official if imported</source>
        <translation>已导入则用官方</translation>
    </message>
    <message>
        <source>official</source>
        <translation>官方</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>evaluations</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>What changes the results</source>
        <translation>影响结果的设置</translation>
    </message>
    <message>
        <source>How it is executed</source>
        <translation>执行方式</translation>
    </message>
    <message>
        <source>Repetiti&amp;ons</source>
        <translation>重复次数(&amp;O)</translation>
    </message>
    <message>
        <source>Evaluatio&amp;ns</source>
        <translation>评价次数(&amp;N)</translation>
    </message>
    <message>
        <source>Pop&amp;ulation</source>
        <translation>种群规模(&amp;U)</translation>
    </message>
    <message>
        <source>Chec&amp;kpoints</source>
        <translation>检查点数(&amp;K)</translation>
    </message>
    <message>
        <source>T&amp;ime limit</source>
        <translation>时间限制(&amp;I)</translation>
    </message>
    <message>
        <source>Suites&apos; data</source>
        <translation>测试集数据</translation>
    </message>
    <message>
        <source>Record the decision variables at each checkpoint too; larger files</source>
        <translation>在每个检查点也记录决策变量；文件更大</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>A result file with decisions, or a table of points: initial individuals for methods that sample their first population uniformly</source>
        <translation>含决策变量的结果文件，或点的表格：供均匀采样初始种群的方法用作初始个体</translation>
    </message>
    <message>
        <source>Initial points</source>
        <translation>初始点</translation>
    </message>
    <message>
        <source>Evaluated b&amp;y</source>
        <translation>评价设备(&amp;Y)</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Threads share</source>
        <translation>线程用于</translation>
    </message>
    <message>
        <source>The file that the results go to</source>
        <translation>结果写入的文件</translation>
    </message>
    <message>
        <source>...</source>
        <translation>...</translation>
    </message>
    <message>
        <source>Choose the results file</source>
        <translation>选择结果文件</translation>
    </message>
    <message>
        <source>Results fi&amp;le</source>
        <translation>结果文件(&amp;L)</translation>
    </message>
    <message>
        <source>Quicker on most devices; values differ from double precision</source>
        <translation>在多数设备上更快；数值与双精度有差异</translation>
    </message>
    <message>
        <source>Where the device cannot be used; the runs say so</source>
        <translation>设备无法使用时；运行中会注明</translation>
    </message>
    <message>
        <source>Runs in flight</source>
        <translation>同时进行的运行</translation>
    </message>
    <message>
        <source>OpenCL %1: %2</source>
        <translation>OpenCL %1：%2</translation>
    </message>
    <message>
        <source>%1, %2, driver %3, %4 MiB</source>
        <translation>%1，%2，驱动 %3，%4 MiB</translation>
    </message>
    <message>
        <source>; single precision only</source>
        <translation>；仅支持单精度</translation>
    </message>
    <message>
        <source>OpenCL %1 (not found here)</source>
        <translation>OpenCL %1（本机没有）</translation>
    </message>
    <message>
        <source>Results go to</source>
        <translation>结果写入</translation>
    </message>
    <message>
        <source>Results (*.h5)</source>
        <translation>结果文件 (*.h5)</translation>
    </message>
</context>
<context>
    <name>tandem::gui::RunsDock</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
</context>
<context>
    <name>tandem::gui::RunsPane</name>
    <message>
        <source>initial</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>native</source>
        <translation>任务自身</translation>
    </message>
    <message>
        <source>transfer</source>
        <translation>知识迁移</translation>
    </message>
    <message>
        <source>surrogate</source>
        <translation>代理模型</translation>
    </message>
    <message>
        <source>restart</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Double-click a cell of the table, or press Enter on it.</source>
        <translation>双击表格中的单元格，或在其上按回车。</translation>
    </message>
    <message>
        <source>Repetitions behind the cell</source>
        <translation>单元格对应的各次重复</translation>
    </message>
    <message>
        <source>Everything recorded of the run</source>
        <translation>该次运行的全部记录</translation>
    </message>
    <message>
        <source>Pick a run for its evaluations by purpose, decisions and message.</source>
        <translation>选择一次运行，查看其评价次数的用途、决策变量和消息。</translation>
    </message>
    <message>
        <source>%1: reading...</source>
        <translation>%1：正在读取...</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>评价次数</translation>
    </message>
    <message>
        <source>Of this task</source>
        <translation>此任务的评价次数</translation>
    </message>
    <message>
        <source>Violation</source>
        <translation>约束违反度</translation>
    </message>
    <message>
        <source>Generations</source>
        <translation>代数</translation>
    </message>
    <message>
        <source>Not finite</source>
        <translation>非有限值</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>%1: %2 runs</source>
        <translation>%1：%2 次运行</translation>
    </message>
    <message>
        <source>, %1 failed</source>
        <translation>，%1 次失败</translation>
    </message>
    <message>
        <source>, %1 missing</source>
        <translation>，%1 次缺失</translation>
    </message>
    <message>
        <source>Run %1, %2</source>
        <translation>第 %1 次运行，%2</translation>
    </message>
    <message>
        <source>

Task %1</source>
        <translation>

任务 %1</translation>
    </message>
    <message>
        <source>
  evaluations: %1</source>
        <translation>
  评价次数：%1</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>
  best objective %1, violation %2</source>
        <translation>
  最优目标值 %1，约束违反度 %2</translation>
    </message>
    <message>
        <source>
  decisions: not saved (Save decisions, in Experiment)</source>
        <translation>
  决策变量：未保存（“实验”页面的“保存决策变量”）</translation>
    </message>
    <message>
        <source>
  decisions of the best: %1</source>
        <translation>
  最优解的决策变量：%1</translation>
    </message>
    <message>
        <source>
  %1 individuals at the end, decisions %2</source>
        <translation>
  结束时 %1 个个体，决策变量%2</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
</context>
<context>
    <name>tandem::gui::SelectionList</name>
    <message>
        <source>Chosen algorithms</source>
        <translation>已选算法</translation>
    </message>
    <message>
        <source>Chosen problems</source>
        <translation>已选问题</translation>
    </message>
    <message>
        <source>Edit...</source>
        <translation>编辑...</translation>
    </message>
    <message>
        <source>Parameters, evaluations and population of what is selected</source>
        <translation>所选条目的参数、评价次数和种群规模</translation>
    </message>
    <message>
        <source>Copy...</source>
        <translation>复制...</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>The same with other parameters</source>
        <translation>相同条目，另设参数</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>What tables call it</source>
        <translation>在表格中的名称</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Ctrl+Up</source>
        <translation>Ctrl+Up</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Ctrl+Down</source>
        <translation>Ctrl+Down</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove from the experiment</source>
        <translation>从实验中移除</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>全部移除</translation>
    </message>
    <message>
        <source>Empties this list</source>
        <translation>清空此列表</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>All of this list</source>
        <translation>此列表的全部条目</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undoes the last change to this list</source>
        <translation>撤销对此列表的上一次更改</translation>
    </message>
    <message>
        <source>%1 algorithms</source>
        <translation>%1 个算法</translation>
    </message>
    <message>
        <source>%1 problems</source>
        <translation>%1 个问题</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Copy of %1</source>
        <translation>%1 的副本</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>No algorithm yet. Choose some on the left, then &quot;Add selected&quot;.</source>
        <translation>尚无算法。请在左侧选择，然后按“添加所选”。</translation>
    </message>
    <message>
        <source>No problem yet. Choose some on the left, then &quot;Add selected&quot;.</source>
        <translation>尚无问题。请在左侧选择，然后按“添加所选”。</translation>
    </message>
    <message>
        <source>Algorithms</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>tandem::gui::Session</name>
    <message>
        <source>algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>No plug-in is loaded.</source>
        <translation>没有加载插件。</translation>
    </message>
    <message>
        <source>Loaded: %1</source>
        <translation>已加载：%1</translation>
    </message>
</context>
<context>
    <name>tandem::gui::SplitDialog</name>
    <message>
        <source>Split by algorithm</source>
        <translation>按算法拆分</translation>
    </message>
    <message>
        <source>Split by problem</source>
        <translation>按问题拆分</translation>
    </message>
    <message>
        <source>Split by repetition</source>
        <translation>按重复拆分</translation>
    </message>
    <message>
        <source>Where the parts are written; it must exist</source>
        <translation>各部分写入的位置；必须已存在</translation>
    </message>
    <message>
        <source>&amp;Browse...</source>
        <translation>浏览(&amp;B)...</translation>
    </message>
    <message>
        <source>Files that will be written</source>
        <translation>将要写入的文件</translation>
    </message>
    <message>
        <source>&amp;Split</source>
        <translation>拆分(&amp;S)</translation>
    </message>
    <message>
        <source>Into &amp;folder</source>
        <translation>写入文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Folder for the parts</source>
        <translation>存放各部分的文件夹</translation>
    </message>
    <message>
        <source>%1 (exists)</source>
        <translation>%1（已存在）</translation>
    </message>
    <message>
        <source>There is no folder &apos;%1&apos;.</source>
        <translation>没有文件夹“%1”。</translation>
    </message>
    <message>
        <source>%1 of these files exist and will not be overwritten; choose another folder.</source>
        <translation>其中 %1 个文件已存在，不会被覆盖；请选择其他文件夹。</translation>
    </message>
</context>
<context>
    <name>tandem::gui::SurfaceView</name>
    <message>
        <source>Surface of the tasks</source>
        <translation>任务的曲面</translation>
    </message>
    <message>
        <source>Drag or arrow keys: turn; wheel, + and -: zoom; double click or Home: back</source>
        <translation>拖动或方向键：旋转；滚轮、+ 和 -：缩放；双击或 Home：还原</translation>
    </message>
    <message>
        <source>Export figure...</source>
        <translation>导出图形...</translation>
    </message>
    <message>
        <source>Export figure</source>
        <translation>导出图形</translation>
    </message>
    <message>
        <source>Figures (*.pdf *.svg *.png)</source>
        <translation>图形文件 (*.pdf *.svg *.png)</translation>
    </message>
</context>
<context>
    <name>tandem::gui::TaskView</name>
    <message>
        <source>&amp;Grid points</source>
        <translation>网格点数(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;x</source>
        <translation>&amp;x</translation>
    </message>
    <message>
        <source>&amp;y</source>
        <translation>&amp;y</translation>
    </message>
    <message>
        <source>variables&apos; o&amp;wn units</source>
        <translation>变量自身的单位(&amp;W)</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Units of the variables instead of the unified space from 0 to 1; tasks in one surface share the unified space</source>
        <translation>采用变量自身的单位，而不是 0 到 1 的统一搜索空间；同一曲面图中的任务共用统一搜索空间</translation>
    </message>
    <message>
        <source>Points per axis</source>
        <translation>每个轴的点数</translation>
    </message>
    <message>
        <source>Number of the variable on this axis</source>
        <translation>此轴对应的变量编号</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>直线切片</translation>
    </message>
    <message>
        <source>Plane</source>
        <translation>平面切片</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>曲面</translation>
    </message>
    <message>
        <source>Feasible region</source>
        <translation>可行域</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>任务相似度</translation>
    </message>
    <message>
        <source>Pareto front</source>
        <translation>Pareto 前沿</translation>
    </message>
    <message>
        <source>all tasks</source>
        <translation>所有任务</translation>
    </message>
    <message>
        <source>task %1</source>
        <translation>任务 %1</translation>
    </message>
</context>
<context>
    <name>tandem::gui::TransferModel</name>
    <message>
        <source>Of all tasks, at the checkpoint</source>
        <translation>所有任务合计，在该检查点</translation>
    </message>
    <message>
        <source>Donor → receiver</source>
        <translation>源任务 → 目标任务</translation>
    </message>
    <message>
        <source>Offspring that carry knowledge of the donor, since the previous checkpoint</source>
        <translation>自上一检查点以来携带源任务知识的子代数</translation>
    </message>
    <message>
        <source>Of these, in the population at the next generation</source>
        <translation>其中在下一代仍留在种群中的</translation>
    </message>
    <message>
        <source>Of these, better than the best of the receiver so far</source>
        <translation>其中优于目标任务当前最优的</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>评价次数</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>迁移</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>产生</translation>
    </message>
    <message>
        <source>Survived</source>
        <translation>存活</translation>
    </message>
    <message>
        <source>Improved</source>
        <translation>改进</translation>
    </message>
</context>
<context>
    <name>tandem::gui::TransferView</name>
    <message>
        <source>onl&amp;y since the previous one</source>
        <translation>仅统计上一检查点之后(&amp;Y)</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Count only what happened between this checkpoint and the one before it</source>
        <translation>只统计该检查点与上一检查点之间发生的迁移</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>知识迁移记录</translation>
    </message>
    <message>
        <source>Sho&amp;wn at</source>
        <translation>检查点(&amp;W)</translation>
    </message>
    <message>
        <source>Start a run of an algorithm that reports its transfers.</source>
        <translation>运行一个会报告知识迁移的算法，即可在此查看。</translation>
    </message>
    <message>
        <source>There is one task, so nothing can be transferred.</source>
        <translation>只有一个任务，没有可迁移的知识。</translation>
    </message>
    <message>
        <source>This algorithm does not report its transfers (so far).</source>
        <translation>该算法（目前）没有报告知识迁移。</translation>
    </message>
    <message>
        <source>checkpoint %1 of %2, %L3 evaluations</source>
        <translation>第 %1 / %2 个检查点，%L3 次评价</translation>
    </message>
</context>
<context>
    <name>tandem::gui::TrimDialog</name>
    <message>
        <source>Trim %1</source>
        <translation>精简 %1</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> / %1</translation>
    </message>
    <message>
        <source>In full</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>32-bit floats (7 digits)</source>
        <translation>32 位浮点数（7 位有效数字）</translation>
    </message>
    <message>
        <source>Significant digits</source>
        <translation>有效数字</translation>
    </message>
    <message>
        <source> digits</source>
        <translation> 位</translation>
    </message>
    <message>
        <source>Writes a smaller file; this one stays as it is. Rounded files are marked and never merged with files of another precision.</source>
        <translation>写入一个更小的文件，原文件保持不变。舍入过的文件会带有标记，不能与其他精度的文件合并。</translation>
    </message>
    <message>
        <source>&amp;Checkpoints</source>
        <translation>检查点数(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Numbers</source>
        <translation>数值(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Digits</source>
        <translation>位数(&amp;D)</translation>
    </message>
    <message>
        <source>The numbers are already reduced: %1.</source>
        <translation>数值已经降低过精度：%1。</translation>
    </message>
</context>
<context>
    <name>tandem::gui::WelcomePage</name>
    <message>
        <source>&amp;Import official data...</source>
        <translation>导入官方数据(&amp;I)...</translation>
    </message>
    <message>
        <source>Welcome to Tandem</source>
        <translation>欢迎使用 Tandem</translation>
    </message>
    <message>
        <source>Many optimization tasks solved at once, by algorithms that share what they learn. Where would you like to begin?</source>
        <translation>用共享所学知识的算法同时求解多个优化任务。从哪里开始？</translation>
    </message>
    <message>
        <source>Data behind the benchmark suites</source>
        <translation>测试集背后的数据</translation>
    </message>
    <message>
        <source>Suites and the data behind them</source>
        <translation>测试集及其数据</translation>
    </message>
    <message>
        <source>Suite</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation>实例</translation>
    </message>
    <message>
        <source>Reads the suites&apos; official data from a folder with a checkout of MToP, checks and keeps them</source>
        <translation>从 MToP 源码所在的文件夹读取测试集的官方数据，校验并保存</translation>
    </message>
    <message>
        <source>E&amp;xplore</source>
        <translation>探索(&amp;X)</translation>
    </message>
    <message>
        <source>Watch one algorithm solve one problem</source>
        <translation>观察一个算法求解一个问题</translation>
    </message>
    <message>
        <source>Ex&amp;periment</source>
        <translation>实验(&amp;P)</translation>
    </message>
    <message>
        <source>Choose algorithms and problems, run them many times</source>
        <translation>选择算法和问题，多次运行</translation>
    </message>
    <message>
        <source>Re&amp;sults</source>
        <translation>结果(&amp;S)</translation>
    </message>
    <message>
        <source>Compare: tables, tests, figures</source>
        <translation>比较：表格、检验、图形</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>数据(&amp;D)</translation>
    </message>
    <message>
        <source>Merge, split, trim result files; import those of MToP</source>
        <translation>合并、拆分、精简结果文件；导入 MToP 的结果</translation>
    </message>
    <message>
        <source>from formulas; nothing to import</source>
        <translation>由公式给出，无需导入</translation>
    </message>
    <message>
        <source>official data</source>
        <translation>官方数据</translation>
    </message>
    <message>
        <source>synthetic: no official data yet</source>
        <translation>合成：尚无官方数据</translation>
    </message>
    <message>
        <source>%1 of %2 sets official, the rest synthetic</source>
        <translation>%2 组中 %1 组为官方数据，其余为合成</translation>
    </message>
    <message>
        <source>; %1 damaged, import again</source>
        <translation>；%1 组已损坏，请重新导入</translation>
    </message>
    <message>
        <source>All %1 suites that need official data have them.</source>
        <translation>需要官方数据的 %1 个测试集均已具备。</translation>
    </message>
    <message>
        <source>The import was cancelled; the sets read so far are kept.</source>
        <translation>导入已取消；已读取的数据集均已保留。</translation>
    </message>
    <message>
        <source>%1 of the %2 suites that need their authors&apos; data run on synthetic instances: made by Tandem after the published construction, but not with the published numbers. Every table and figure says which it shows. Tandem may not ship the official data; it reads them from a checkout of MToP.</source>
        <translation>%2 个需要作者数据的测试集中，有 %1 个使用合成实例：由 Tandem 按公开的构造方法生成，但数值并非公开的数值。每个表格和图形都注明所用的是哪一种。Tandem 不能随附官方数据；它从 MToP 的代码检出中读取这些数据。</translation>
    </message>
</context>
</TS>
